package dev.tandem.learner;

import dev.tandem.learner.objective.Criteria;

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

  public ObjectiveSettings {
    Requirement.oneOf("learner.loss", loss, Criteria.names());
    Requirement.fraction("learner.label-smoothing", labelSmoothing, 0);
  }

  /** The task's first loss, every weight 1, no smoothing. */
  public static ObjectiveSettings of(Task task) {
    return new ObjectiveSettings(
        task == Task.CLASSIFICATION ? "cross-entropy" : "mse", LossWeights.equal(), 0);
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
