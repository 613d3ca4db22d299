package dev.tandem.learner.policy;

import dev.tandem.learner.spec.PaceSettings;

/**
 * Multi-Loss Balanced (Kontras et al., BMVC 2024): fused and unimodal losses, with
 *
 * <pre>k_m = 1 + (β − 1) · tanh(α · (r_m − 1)),  β = β_max where r_m &gt; 1, else 2</pre>
 *
 * <p>Smoothed scores, the dead zone, the switch of the brake and the pace on the update are this
 * project's additions for streams.
 */
final class MlbPolicy extends RatioPolicy {

  static final PolicyDefinition DEFINITION =
      PolicyDefinition.of("mlb", MlbPolicy::new).paced().goesByRatio();

  /** β of a modality that leads: the factor of the tanh is 1. */
  private static final double BETA_LEADING = 2;

  private final PaceSettings settings;

  private MlbPolicy(PolicyParts parts) {
    super(parts);
    this.settings = parts.settings().pace();
  }

  @Override
  public boolean optimises(String head) {
    return true;
  }

  @Override
  double pace(double ratio) {
    double beta = ratio > 1 ? settings.betaMax() : BETA_LEADING;
    return 1 + (beta - 1) * StrictMath.tanh(settings.alpha() * (ratio - 1));
  }
}
