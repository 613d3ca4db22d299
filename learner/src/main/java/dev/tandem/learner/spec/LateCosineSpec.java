package dev.tandem.learner.spec;

/**
 * s · Σ_m cos(z_m, W_m[c]).
 *
 * @param scale s, above 0
 */
public record LateCosineSpec(double scale) implements FusionSpec {

  public static final String NAME = "late-cosine";

  public LateCosineSpec {
    Requirement.positive("architecture.fusion.scale", scale, 10);
  }

  /** s = 10. */
  static LateCosineSpec standard() {
    return new LateCosineSpec(10);
  }

  @Override
  public String name() {
    return NAME;
  }
}
