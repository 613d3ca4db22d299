package dev.tandem.learner.policy;

import dev.tandem.learner.optimizer.Gradient;
import dev.tandem.learner.optimizer.Optimizers;
import dev.tandem.learner.spec.OptimizerSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fused and unimodal losses; a modality whose gradients keep pointing where its moments do learns
 * faster: {@code λ_m ← clip(λ_m + 0.1 · cos(g_m, μ_m), ±1.4)}, {@code k_m = exp(λ_m)}. This
 * project's own, after hypergradient descent (Baydin et al., ICLR 2018). Scores are measured, and
 * decide nothing. {@code agreement-shared} has one pace for all modalities, by their mean cosine.
 */
final class AgreementPolicy extends PacedPolicy {

  static final PolicyDefinition OWN = definition("agreement", false);
  static final PolicyDefinition SHARED = definition("agreement-shared", true);

  private static final double RATE = 0.1;
  private static final double BOUND = 1.4;

  private final boolean shared;

  private AgreementPolicy(PolicyParts parts, boolean shared) {
    super(parts);
    this.shared = shared;
  }

  private static PolicyDefinition definition(String name, boolean shared) {
    return PolicyDefinition.of(name, parts -> new AgreementPolicy(parts, shared))
        .paced()
        .unless(settings -> withoutMoments(settings.optimizer()));
  }

  private static Optional<String> withoutMoments(OptimizerSettings optimizer) {
    return optimizer.averagesGradients()
        ? Optional.empty()
        : Optional.of(
            "defined for adam, adamw, and sgd with momentum, not for " + optimizer.name());
  }

  @Override
  public boolean optimises(String head) {
    return true;
  }

  @Override
  List<Gradient> gradients(Pass pass, Forward forward, PaceKeeper paces) {
    return pass.isReplay() ? pass.backward(forward) : pass.backwardWithAgreement(forward);
  }

  /** A modality without a gradient keeps its pace, unless all share one. */
  @Override
  void advance(PaceKeeper paces, List<Gradient> gradients) {
    Map<String, Double> cosines = Optimizers.agreement(gradients);
    double mean =
        modalities().stream()
            .filter(cosines::containsKey)
            .mapToDouble(cosines::get)
            .average()
            .orElse(0);
    for (int m = 0; m < modalities().size(); m++) {
      if (shared) {
        paces.set(m, next(paces.pace(m), mean));
      } else if (cosines.containsKey(modalities().get(m))) {
        paces.set(m, next(paces.pace(m), cosines.get(modalities().get(m))));
      }
    }
  }

  /** The pace after {@code pace}. */
  static double next(double pace, double cosine) {
    double lambda = StrictMath.log(pace) + RATE * cosine;
    return StrictMath.exp(Math.max(-BOUND, Math.min(BOUND, lambda)));
  }
}
