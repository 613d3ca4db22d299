package dev.tandem.learner.spec;

/**
 * Momentum of SGD.
 *
 * @param momentum μ, in [0, 1)
 * @param nesterov whether the step looks ahead: g + μ·b instead of b; needs a momentum above 0
 */
public record SgdSettings(double momentum, boolean nesterov) {

  public SgdSettings {
    Requirement.fraction("learner.momentum", momentum, 0.9);
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException(
          "learner.nesterov is on with learner.momentum 0; must be > 0 then. Set a momentum, or turn it off.");
    }
  }

  public static SgdSettings defaults() {
    return new SgdSettings(0.9, false);
  }
}
