package dev.tandem.learner.spec;

/**
 * Moments of Adam (Kingma and Ba, 2015), with PyTorch's defaults.
 *
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment, above 0
 */
public record AdamSettings(double beta1, double beta2, double epsilon) {

  public AdamSettings {
    Requirement.fraction("learner.adam-beta1", beta1, 0.9);
    Requirement.fraction("learner.adam-beta2", beta2, 0.999);
    Requirement.positive("learner.adam-epsilon", epsilon, 1e-8);
  }

  public static AdamSettings defaults() {
    return new AdamSettings(0.9, 0.999, 1e-8);
  }
}
