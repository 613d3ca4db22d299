package dev.tandem.learner.objective;

import dev.tandem.learner.spec.ObjectiveSettings;

/** The losses by name. */
public final class Criteria {

  private Criteria() {}

  /** The loss of an objective. */
  public static Criterion of(ObjectiveSettings settings) {
    return switch (settings.loss()) {
      case "mse" -> new MeanSquaredError();
      case "ccc" -> new Concordance();
      default -> new CrossEntropy(settings.labelSmoothing());
    };
  }
}
