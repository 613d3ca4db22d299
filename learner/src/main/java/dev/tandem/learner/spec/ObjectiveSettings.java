package dev.tandem.learner.spec;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is minimised.
 *
 * @param loss {@code cross-entropy} for classes; {@code mse} or {@code ccc} (1 minus the
 *     concordance) for continuous targets
 * @param weights of the heads' losses
 * @param labelSmoothing share of a class label that is spread over all classes, in [0, 1); only for
 *     {@code cross-entropy}
 */
public record ObjectiveSettings(String loss, LossWeights weights, double labelSmoothing) {

  private static final List<String> OF_CLASSES = List.of("cross-entropy");
  private static final List<String> OF_TARGETS = List.of("mse", "ccc");

  public ObjectiveSettings {
    Requirement.oneOf("learner.loss", loss, names());
    Requirement.fraction("learner.label-smoothing", labelSmoothing, 0);
  }

  /** All losses. */
  public static List<String> names() {
    return Stream.concat(OF_CLASSES.stream(), OF_TARGETS.stream()).toList();
  }

  /** The losses that a task can have. */
  public static List<String> names(Task task) {
    return task == Task.CLASSIFICATION ? OF_CLASSES : OF_TARGETS;
  }

  /** The task's first loss, every weight 1, no smoothing. */
  public static ObjectiveSettings of(Task task) {
    return new ObjectiveSettings(names(task).get(0), LossWeights.equal(), 0);
  }

  public ObjectiveSettings withLoss(String value) {
    return new ObjectiveSettings(value, weights, labelSmoothing);
  }

  public ObjectiveSettings withWeights(LossWeights value) {
    return new ObjectiveSettings(loss, value, labelSmoothing);
  }

  public ObjectiveSettings withLabelSmoothing(double value) {
    return new ObjectiveSettings(loss, weights, value);
  }
}
