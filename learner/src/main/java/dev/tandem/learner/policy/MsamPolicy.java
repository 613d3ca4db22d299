package dev.tandem.learner.policy;

import dev.tandem.learner.objective.HeadLoss;
import dev.tandem.learner.objective.HeadOutput;
import dev.tandem.learner.objective.Labels;
import dev.tandem.learner.optimizer.Gradient;
import dev.tandem.learner.optimizer.GradientSet;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.PolicyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Modality-aware sharpness-aware minimisation (Nowdeh et al.; after its abstract and secondary
 * sources): the fused loss ℓ only, smoothed where the dominant modality's share of it is sharp.
 *
 * <pre>v(S) = batch accuracy of the fused answer with all but S masked, φ_m its Shapley values
 * v_m = max(φ_m, 0) / Σ, 1/M each if that is 0;  d = argmax v_m, the first of equals
 * ε = ρ · ∇(v_d ℓ) / (‖∇(v_d ℓ)‖ + 1e-12),  g = v_d ∇ℓ(θ + ε) + (1 − v_d) ∇ℓ(θ)</pre>
 *
 * <p>A clip that the fusion does not answer counts as wrong. Statistics of batches are moved by the
 * first pass alone, and θ is put back to the bit.
 */
final class MsamPolicy extends PacedPolicy {

  private static final PolicyOption RHO =
      PolicyOption.ofNumber(
          "learner.m-sam.rho",
          0.05,
          "must be > 0",
          rho -> rho > 0,
          "How far parameters are moved to look for sharpness.");

  static final PolicyDefinition DEFINITION =
      PolicyDefinition.of("m-sam", MsamPolicy::new)
          .with(RHO)
          .passing(modalities -> 2)
          .ofClasses()
          .unless(
              settings ->
                  settings.architecture().modalities().size() <= MsamPolicy.MOST
                      ? Optional.empty()
                      : Optional.of("defined for up to %d modalities".formatted(MsamPolicy.MOST)));

  /** 2^M forward passes of the fusion. */
  private static final int MOST = 8;

  private static final double NO_LENGTH = 1e-12;
  private static final Set<String> FUSED = Set.of(Heads.FUSED);

  private final double rho;

  private MsamPolicy(PolicyParts parts) {
    super(parts);
    this.rho = parts.number(RHO);
  }

  @Override
  public boolean optimises(String head) {
    return head.equals(Heads.FUSED);
  }

  @Override
  List<Gradient> gradients(Pass pass, Forward forward, PaceKeeper paces) {
    double share = dominantShare(values(pass, forward));
    GradientSet all = pass.onlyBackward(forward, forward.losses().keySet(), 1);
    GradientSet here = all.only(parameter -> !pass.isProbes(parameter));
    if (here.parameters().isEmpty()) {
      return pass.gradients(all);
    }
    double step = rho * share / (share * here.norm() + NO_LENGTH);
    GradientSet there =
        pass.perturbed(here, step, () -> pass.onlyBackward(pass.fused(Map.of()), FUSED, share));
    GradientSet ofProbes = all.only(pass::isProbes);
    return pass.gradients((share == 1 ? there : there.plus(here, 1 - share)).plus(ofProbes));
  }

  /** Shapley values of the modalities that the batch has, in order. */
  private double[] values(Pass pass, Forward forward) {
    List<String> present =
        modalities().stream().filter(m -> forward.losses().containsKey(m)).toList();
    Shapley shapley = new Shapley(present.size());
    double[] values = new double[present.size()];
    for (int coalition : shapley.coalitions()) {
      double worth = accuracy(pass, masked(pass, present, coalition));
      for (int m = 0; m < values.length; m++) {
        values[m] += shapley.weight(m, coalition) * worth;
      }
    }
    return values;
  }

  private static Forward masked(Pass pass, List<String> present, int coalition) {
    Map<String, Presence> presence = new LinkedHashMap<>();
    for (int m = 0; m < present.size(); m++) {
      presence.put(present.get(m), Shapley.has(coalition, m) ? Presence.PRESENT : Presence.MASKED);
    }
    return presence.containsValue(Presence.MASKED) ? pass.fused(presence) : pass.forward();
  }

  private static double accuracy(Pass pass, Forward forward) {
    HeadLoss fused = forward.losses().get(Heads.FUSED);
    return fused == null ? 0 : (double) right(fused.output(), pass.labels()) / pass.size();
  }

  private static long right(HeadOutput output, Labels labels) {
    return IntStream.range(0, output.rows().count())
        .filter(i -> output.argMax(i) == labels.classOf(output.rows().get(i)))
        .count();
  }

  /** v_d. */
  static double dominantShare(double[] values) {
    double sum = Arrays.stream(values).map(value -> Math.max(value, 0)).sum();
    double most = Arrays.stream(values).max().orElseThrow();
    return sum > 0 ? most / sum : 1.0 / values.length;
  }
}
