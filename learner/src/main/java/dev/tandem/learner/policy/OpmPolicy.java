package dev.tandem.learner.policy;

import dev.tandem.learner.network.Representation;
import dev.tandem.learner.objective.HeadLoss;
import dev.tandem.learner.objective.Objective.Root;
import dev.tandem.learner.optimizer.Gradient;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.LateLinearSpec;
import dev.tandem.learner.spec.PolicyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * On-the-fly prediction modulation (Wei et al., TPAMI 2024; as its authors' code does it): the
 * fused loss only. In the forward pass that is learned from, a modality that leads is dropped, clip
 * by clip, with probability
 *
 * <pre>q_m = min(q · (1 + λ · tanh(ρ_m − 1)), 1) where ρ_m &gt; 1, else 0</pre>
 *
 * <p>in a share of the batches, with ρ_m as of {@code ogm}, scored on the full forward pass; what
 * is left is multiplied by 1/(1 − θ), θ the mean of q_m over the elements of all representations.
 * The paper's text has q_m = q · tanh(λ(ρ_m − 1)). No clip loses all that it has, which with two
 * modalities cannot happen to a complete one; one that has a single modality stays as it is.
 * Earlier clips go by the last q_m.
 */
final class OpmPolicy extends PacedPolicy {

  private static final PolicyOption Q =
      PolicyOption.ofNumber(
          "learner.opm.q",
          0.5,
          "must be > 0 and < 1",
          q -> q > 0 && q < 1,
          "Probability that a modality which leads by nothing is dropped.");
  private static final PolicyOption LAMBDA =
      PolicyOption.ofNumber(
          "learner.opm.lambda",
          0.5,
          "must be >= 0 and <= 1",
          lambda -> lambda >= 0 && lambda <= 1,
          "How much more, the farther it leads.");
  private static final PolicyOption SHARE =
      PolicyOption.ofNumber(
          "learner.opm.share",
          0.7,
          "must be > 0 and <= 1",
          share -> share > 0 && share <= 1,
          "Share of the batches in which anything is dropped.");

  static final PolicyDefinition DEFINITION =
      PolicyDefinition.of("opm", OpmPolicy::new)
          .goesByRatio()
          .with(Q, LAMBDA, SHARE)
          .ofClasses()
          .ofFusion(LateLinearSpec.NAME);

  private final double q;
  private final double lambda;
  private final double share;
  private double[] probabilities;
  private double[] next;

  private OpmPolicy(PolicyParts parts) {
    super(parts);
    this.q = parts.number(Q);
    this.lambda = parts.number(LAMBDA);
    this.share = parts.number(SHARE);
    this.probabilities = Arrays.copyOf(parts.own(), parts.modalities().size());
    this.next = probabilities;
  }

  @Override
  public boolean optimises(String head) {
    return head.equals(Heads.FUSED);
  }

  @Override
  Map<String, HeadLoss> compared(Pass pass, Forward forward) {
    return pass.terms(forward);
  }

  @Override
  List<Gradient> gradients(Pass pass, Forward forward, PaceKeeper paces) {
    next = pass.isReplay() ? probabilities : probabilities(paces);
    SplittableRandom random = new Draws(pass.update()).ofPolicy();
    boolean drops = random.nextDouble() >= 1 - share;
    List<Representation> present = forward.outputs().representations();
    if (!drops || present.size() == 1 || Arrays.stream(next).allMatch(p -> p == 0)) {
      return pass.backward(forward);
    }
    Forward seen = pass.fusedScaled(factors(present, pass.size(), random));
    List<Root> roots = new ArrayList<>(seen.roots(Set.of(Heads.FUSED)));
    roots.addAll(forward.roots(pass.probes()));
    return pass.backward(roots);
  }

  private double[] probabilities(PaceKeeper paces) {
    if (!paces.hasCompared()) {
      return probabilities;
    }
    double[] now = new double[modalities().size()];
    for (int m = 0; m < now.length; m++) {
      boolean level = paces.isLevel(paces.ratio(m)) || paces.hasDead();
      now[m] = level ? 0 : probability(1 / paces.ratio(m));
    }
    return now;
  }

  /**
   * Probability that a modality is dropped.
   *
   * @param lead ρ_m
   */
  double probability(double lead) {
    return lead > 1 ? Math.min(q * (1 + lambda * StrictMath.tanh(lead - 1)), 1) : 0;
  }

  /** By modality, 0 for the rows that lose it, else 1/(1 − θ); 1 for those that have no other. */
  private Map<String, float[]> factors(
      List<Representation> present, int batch, SplittableRandom random) {
    float kept = (float) (1 / (1 - meanProbability(present)));
    int[] left = new int[batch];
    present.forEach(z -> count(z, left));
    int[] had = left.clone();
    Map<String, float[]> factors = new LinkedHashMap<>();
    for (Representation z : present) {
      double probability = next[modalities().indexOf(z.modality())];
      float[] ofRows = new float[z.rows().count()];
      for (int i = 0; i < ofRows.length; i++) {
        int row = z.rows().get(i);
        boolean lost = random.nextDouble() < probability && left[row] > 1;
        left[row] -= lost ? 1 : 0;
        ofRows[i] = lost ? 0 : had[row] == 1 ? 1 : kept;
      }
      factors.put(z.modality(), ofRows);
    }
    return factors;
  }

  private static void count(Representation z, int[] left) {
    for (int i = 0; i < z.rows().count(); i++) {
      left[z.rows().get(i)]++;
    }
  }

  /** θ. */
  private double meanProbability(List<Representation> present) {
    double lost = 0;
    double all = 0;
    for (Representation z : present) {
      double width = z.values().getShape().get(1);
      lost += width * next[modalities().indexOf(z.modality())];
      all += width;
    }
    return lost / all;
  }

  @Override
  void advance(PaceKeeper paces, List<Gradient> gradients) {
    probabilities = next;
  }

  @Override
  double[] own() {
    return probabilities;
  }
}
