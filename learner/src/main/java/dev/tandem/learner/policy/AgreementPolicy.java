package dev.tandem.learner.policy;

import dev.tandem.learner.optimizer.Gradient;
import dev.tandem.learner.optimizer.Optimizers;
import java.util.List;
import java.util.Map;

/**
 * Fused and unimodal losses; a modality whose gradients keep pointing where its moments do learns
 * faster: {@code λ_m ← clip(λ_m + 0.1 · cos(g_m, μ_m), ±1.4)}, {@code k_m = exp(λ_m)}. This
 * project's own, after hypergradient descent (Baydin et al., ICLR 2018). Scores are measured, and
 * decide nothing.
 */
final class AgreementPolicy extends PacedPolicy {

  private static final double RATE = 0.1;
  private static final double BOUND = 1.4;

  private final boolean shared;

  /**
   * A policy.
   *
   * @param shared whether all modalities have one pace, by their mean cosine
   */
  AgreementPolicy(String name, List<String> modalities, PaceKeeper keeper, boolean shared) {
    super(name, modalities, keeper);
    this.shared = shared;
  }

  @Override
  public boolean optimises(String head) {
    return true;
  }

  @Override
  List<Gradient> gradients(Pass pass, Forward forward) {
    return pass.isReplay() ? pass.backward(forward) : pass.backwardWithAgreement(forward);
  }

  /** A modality without a gradient keeps its pace, unless all share one. */
  @Override
  void advance(PaceKeeper paces, List<String> names, List<Gradient> gradients) {
    Map<String, Double> cosines = Optimizers.agreement(gradients);
    double mean =
        names.stream().filter(cosines::containsKey).mapToDouble(cosines::get).average().orElse(0);
    for (int m = 0; m < names.size(); m++) {
      if (shared) {
        paces.set(m, next(paces.pace(m), mean));
      } else if (cosines.containsKey(names.get(m))) {
        paces.set(m, next(paces.pace(m), cosines.get(names.get(m))));
      }
    }
  }

  /** The pace after {@code pace}. */
  static double next(double pace, double cosine) {
    double lambda = StrictMath.log(pace) + RATE * cosine;
    return StrictMath.exp(Math.max(-BOUND, Math.min(BOUND, lambda)));
  }
}
