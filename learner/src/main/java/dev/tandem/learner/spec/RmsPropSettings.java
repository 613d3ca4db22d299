package dev.tandem.learner.spec;

/**
 * RMSprop (Tieleman and Hinton, 2012), with PyTorch's defaults.
 *
 * @param alpha decay of the mean square, in [0, 1)
 * @param epsilon added to its root, above 0
 * @param momentum of the scaled gradient, in [0, 1)
 */
public record RmsPropSettings(double alpha, double epsilon, double momentum) {

  public RmsPropSettings {
    Requirement.fraction("learner.rmsprop-alpha", alpha, 0.99);
    Requirement.positive("learner.rmsprop-epsilon", epsilon, 1e-8);
    Requirement.fraction("learner.rmsprop-momentum", momentum, 0);
  }

  public static RmsPropSettings defaults() {
    return new RmsPropSettings(0.99, 1e-8, 0);
  }
}
