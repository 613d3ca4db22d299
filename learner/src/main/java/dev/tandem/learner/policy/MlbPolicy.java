package dev.tandem.learner.policy;

import dev.tandem.learner.spec.PaceSettings;

/**
 * Multi-Loss Balanced (Kontras et al., BMVC 2024): fused and unimodal losses, with
 *
 * <pre>k_m = 1 + (β − 1) · tanh(α · (r_m − 1)),  β = β_max where r_m &gt; 1, else 2</pre>
 *
 * <p>Without the brake, k_m ← max(1, k_m). Smoothed scores, the brake switch and the pace on the
 * update are this project's additions for streams.
 *
 * @param settings α, β_max and brake
 */
record MlbPolicy(PaceSettings settings) implements Policy {

  /** β of a modality that leads: the factor of the tanh is 1. */
  private static final double BETA_LEADING = 2;

  @Override
  public String name() {
    return "mlb";
  }

  @Override
  public boolean optimises(String head) {
    return true;
  }

  @Override
  public double pace(double ratio) {
    double beta = ratio > 1 ? settings.betaMax() : BETA_LEADING;
    double pace = 1 + (beta - 1) * StrictMath.tanh(settings.alpha() * (ratio - 1));
    return settings.brake() ? pace : Math.max(1, pace);
  }
}
