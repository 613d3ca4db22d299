package dev.tandem.learner.policy;

import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.objective.HeadLoss;
import dev.tandem.learner.objective.Objective.Root;
import dev.tandem.learner.optimizer.Gradient;
import dev.tandem.learner.spec.Heads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Adaptive gradient modulation (Li et al., ICCV 2023; as the authors of MLB have ported it): the
 * fused loss only, of an answer taken apart into what each modality contributes,
 *
 * <pre>φ_1 = ½(f(x_1, x_2) − f(0, x_2) + f(x_1, 0)),  φ_2 likewise,  φ_1 + φ_2 = f
 * s_m = mean min(−log softmax(φ_m)[y], −log 1e-8)
 * r_m = exp(M/(M−1) · (s̄ − s_m)),  τ_m likewise of the means of earlier batches
 * k_m = exp(α · min(τ_m − r_m, 10))</pre>
 *
 * <p>The gradient that arrives at φ_m is multiplied by k_m in the same batch; zeroed passes are
 * part of it. More than two modalities, by Shapley values with f(0, …, 0) taken as 0, are an
 * extension. Means of earlier batches count their paired rows, and forget them with the half-life
 * of scores where there is one; without any every pace stays as it was. In the dead zone of r_m k_m
 * is 1. Where a gradient of the fusion's output layer is beyond the bound, 1 (5 of more than two),
 * all are clipped to a norm of that.
 */
final class AgmPolicy extends PacedPolicy {

  static final PolicyDefinition DEFINITION =
      PolicyDefinition.of("agm", AgmPolicy::new)
          .pacedGradients()
          .goesByRatio()
          .passing(modalities -> 2)
          .ofClasses()
          .unless(
              settings ->
                  settings.architecture().modalities().size() <= AgmPolicy.MOST
                      ? Optional.empty()
                      : Optional.of("defined for up to %d modalities".formatted(AgmPolicy.MOST)));

  /** 2^M forward passes of the fusion. */
  private static final int MOST = 8;

  private static final double MOST_LOSS = -StrictMath.log(1e-8);
  private static final double MOST_EXPONENT = 10;
  private static final double BOUND_OF_PAIR = 1;
  private static final double BOUND_OF_MORE = 5;

  private final double alpha;
  private final double halfLife;
  private ContributionMeans means;
  private ContributionMeans next;
  private double clip = 1;

  private AgmPolicy(PolicyParts parts) {
    super(parts);
    this.alpha = parts.settings().pace().alpha();
    this.halfLife = parts.settings().pace().scoreHalfLife();
    this.means = ContributionMeans.of(parts.own(), parts.modalities().size());
    this.next = means;
  }

  @Override
  public boolean optimises(String head) {
    return head.equals(Heads.FUSED);
  }

  @Override
  List<Gradient> gradients(Pass pass, Forward forward, PaceKeeper paces) {
    next = means;
    clip = 1;
    HeadLoss fused = forward.losses().get(Heads.FUSED);
    if (fused == null) {
      return pass.backward(forward);
    }
    List<String> present =
        modalities().stream().filter(m -> forward.losses().containsKey(m)).toList();
    Contributions contributions = Contributions.of(pass, present);
    if (!pass.isReplay() && present.size() == modalities().size()) {
      setPaces(pass, contributions, paces);
    }
    double[] k =
        present.stream().mapToDouble(m -> paces.applied(modalities().indexOf(m))).toArray();
    List<Root> roots = new ArrayList<>(contributions.roots(fused, k));
    roots.addAll(forward.roots(pass.probes()));
    List<Gradient> gradients = pass.backward(roots);
    clip = clip(pass, gradients);
    return gradients;
  }

  private void setPaces(Pass pass, Contributions contributions, PaceKeeper paces) {
    int[] paired = contributions.pairedRows();
    if (paired.length == 0) {
      return;
    }
    double[] scores = contributions.meanLosses(paired, pass.labels(), MOST_LOSS);
    double[] before = means.values();
    for (int m = 0; m < scores.length; m++) {
      double ratio = ratio(scores, m);
      double exponent = Math.min(ratio(before, m) - ratio, MOST_EXPONENT);
      paces.set(m, paces.isLevel(ratio) ? 1 : StrictMath.exp(alpha * exponent));
    }
    next = means.with(scores, paired.length, kept(paired.length));
  }

  private double kept(int newRows) {
    return halfLife == 0 ? 1 : StrictMath.pow(2, -newRows / halfLife);
  }

  /** {@code exp(M/(M−1) · (mean − score of m))}. */
  static double ratio(double[] scores, int m) {
    double count = scores.length;
    double mean = IntStream.range(0, scores.length).mapToDouble(n -> scores[n]).sum() / count;
    return StrictMath.exp(count / (count - 1) * (mean - scores[m]));
  }

  private double clip(Pass pass, List<Gradient> gradients) {
    double bound = modalities().size() == 2 ? BOUND_OF_PAIR : BOUND_OF_MORE;
    if (!exceeds(gradients, bound)) {
      return 1;
    }
    double squares =
        gradients.stream()
            .filter(gradient -> !pass.isProbes(gradient.parameter()))
            .mapToDouble(Gradient::squares)
            .sum();
    return Math.min(1, bound / (Math.sqrt(squares) + 1e-6));
  }

  private static boolean exceeds(List<Gradient> gradients, double bound) {
    for (Gradient gradient : gradients) {
      if (OutputLayer.isOfFusion(gradient.parameter())) {
        float[] values = new float[gradient.parameter().size()];
        gradient.values().floats().get(0, values);
        for (float value : values) {
          if (Math.abs(value) > bound) {
            return true;
          }
        }
      }
    }
    return false;
  }

  @Override
  void advance(PaceKeeper paces, List<Gradient> gradients) {
    means = next;
  }

  /** Paces are part of the gradients. */
  @Override
  double factor(PaceKeeper paces, Parameter parameter) {
    return clip;
  }

  @Override
  double[] own() {
    return means.toArray();
  }
}
