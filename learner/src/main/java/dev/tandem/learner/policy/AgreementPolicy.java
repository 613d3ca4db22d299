package dev.tandem.learner.policy;

/**
 * Fused and unimodal losses; a modality whose gradients keep pointing where its moments do learns
 * faster: {@code λ_m ← clip(λ_m + 0.1 · cos(g_m, μ_m), ±1.4)}, {@code k_m = exp(λ_m)}. This
 * project's own, after hypergradient descent (Baydin et al., ICLR 2018).
 *
 * @param shared whether all modalities have one pace, by their mean cosine
 */
record AgreementPolicy(boolean shared) implements Policy {

  private static final double RATE = 0.1;
  private static final double BOUND = 1.4;

  @Override
  public String name() {
    return shared ? "agreement-shared" : "agreement";
  }

  @Override
  public boolean optimises(String head) {
    return true;
  }

  @Override
  public Evidence evidence() {
    return Evidence.AGREEMENT;
  }

  /** Scores are measured, and decide nothing. */
  @Override
  public double pace(double ratio) {
    return 1;
  }

  /** The pace after {@code pace}. */
  static double next(double pace, double cosine) {
    double lambda = StrictMath.log(pace) + RATE * cosine;
    return StrictMath.exp(Math.max(-BOUND, Math.min(BOUND, lambda)));
  }
}
