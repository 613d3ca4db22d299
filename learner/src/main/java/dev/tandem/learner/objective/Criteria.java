package dev.tandem.learner.objective;

import dev.tandem.learner.ObjectiveSettings;
import dev.tandem.learner.Task;
import java.util.List;

/** The losses by name. */
public final class Criteria {

  private static final List<String> OF_CLASSES = List.of("cross-entropy");
  private static final List<String> OF_TARGETS = List.of("mse", "ccc");

  private Criteria() {}

  /** All names. */
  public static List<String> names() {
    return List.of("cross-entropy", "mse", "ccc");
  }

  /** The losses that a task can have. */
  public static List<String> names(Task task) {
    return task == Task.CLASSIFICATION ? OF_CLASSES : OF_TARGETS;
  }

  public static Criterion of(ObjectiveSettings settings) {
    return switch (settings.loss()) {
      case "mse" -> new MeanSquaredError();
      case "ccc" -> new Concordance();
      default -> new CrossEntropy(settings.labelSmoothing());
    };
  }
}
