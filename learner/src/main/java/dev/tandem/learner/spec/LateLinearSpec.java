package dev.tandem.learner.spec;

/** Σ_m W_m z_m + b. */
public record LateLinearSpec() implements FusionSpec {

  public static final String NAME = "late-linear";

  @Override
  public String name() {
    return NAME;
  }
}
