package dev.tandem.learner.policy;

import dev.tandem.learner.spec.PaceSettings;
import dev.tandem.learner.policy.Policy.Evidence;
import java.util.Arrays;

/**
 * Follows the scores of all modalities and gives each its pace. Modalities are numbered in the
 * order of the architecture.
 *
 * <p>For a batch with n paired rows and a sum of scores Σp: {@code N ← 2^(−n/h)·N + Σp}, {@code D ←
 * 2^(−n/h)·D + n}, {@code s = N/D}; with h = 0 the batch alone. A batch without paired rows changes
 * nothing.
 */
public final class PaceKeeper {

  private final Policy policy;
  private final PaceSettings settings;
  private final ScoreScale scale;
  private final DeadModalityGuard guard;
  private final double[] sums;
  private double rows;
  private final double[] paces;

  private PaceKeeper(Policy policy, PaceSettings settings, ScoreScale scale, PaceState state) {
    this.policy = policy;
    this.settings = settings;
    this.scale = scale;
    this.sums = state.sums();
    this.rows = state.rows();
    this.paces = state.paces();
    this.guard =
        new DeadModalityGuard(scale, settings.scoreHalfLife(), state.suspectRows(), state.dead());
  }

  /** A keeper that has seen nothing; every pace is 1. */
  public static PaceKeeper fresh(
      Policy policy, PaceSettings settings, ScoreScale scale, int modalities) {
    return restore(policy, settings, scale, PaceState.fresh(modalities));
  }

  /** A keeper that goes on from a state. */
  public static PaceKeeper restore(
      Policy policy, PaceSettings settings, ScoreScale scale, PaceState state) {
    return new PaceKeeper(policy, settings, scale, state);
  }

  /**
   * Takes in a batch's paired rows.
   *
   * @param scoreSums by modality, the sum of its scores over the paired rows
   * @param pairedRows n
   * @return by modality, score and ratio (NaN if n = 0) and the pace to apply now
   */
  public ModalityStep[] advance(double[] scoreSums, int pairedRows) {
    double[] unknown = new double[paces.length];
    Arrays.fill(unknown, Double.NaN);
    return advance(scoreSums, pairedRows, unknown);
  }

  /**
   * The same, of a policy that may go by agreement.
   *
   * @param cosines by modality, of its gradient with its moments; NaN where it has no gradient
   */
  public ModalityStep[] advance(double[] scoreSums, int pairedRows, double[] cosines) {
    double[] scores = new double[paces.length];
    double[] ratios = new double[paces.length];
    Arrays.fill(scores, Double.NaN);
    Arrays.fill(ratios, Double.NaN);
    if (pairedRows > 0) {
      smooth(scoreSums, pairedRows);
      Arrays.setAll(scores, m -> sums[m] / rows);
      Arrays.setAll(ratios, m -> scale.ratio(scores, m));
      pace(scores, ratios, pairedRows);
    }
    if (policy instanceof AgreementPolicy agreement) {
      agree(agreement, cosines);
    }
    ModalityStep[] steps = new ModalityStep[paces.length];
    Arrays.setAll(steps, m -> new ModalityStep(scores[m], ratios[m], applied(m), guard.dead(m)));
    return steps;
  }

  /** Forgets all but the last {@code samples} of the scores, as far as they are remembered. */
  public void shorten(double samples) {
    if (samples < rows) {
      double kept = samples / rows;
      Arrays.setAll(sums, m -> kept * sums[m]);
      rows = samples;
    }
  }

  /** By modality, the pace that applies now. */
  public double[] paces() {
    double[] applied = new double[paces.length];
    Arrays.setAll(applied, this::applied);
    return applied;
  }

  /** What the policy says, unless a guard or the missing brake says otherwise. */
  private double applied(int m) {
    if (guard.any()) {
      return 1;
    }
    return settings.brake() ? paces[m] : Math.max(1, paces[m]);
  }

  public PaceState state() {
    return new PaceState(sums, rows, paces, guard.suspectRows(), guard.deadFlags());
  }

  private void pace(double[] scores, double[] ratios, int pairedRows) {
    if (settings.guard()) {
      guard.observe(scores, ratios, pairedRows);
    }
    if (policy.evidence() != Evidence.AGREEMENT) {
      Arrays.setAll(paces, m -> policy.pace(ratios[m]));
    }
  }

  /** A modality without a gradient keeps its pace, unless all share one. */
  private void agree(AgreementPolicy agreement, double[] cosines) {
    double mean =
        Arrays.stream(cosines).filter(cosine -> !Double.isNaN(cosine)).average().orElse(0);
    for (int m = 0; m < paces.length; m++) {
      if (agreement.shared()) {
        paces[m] = AgreementPolicy.next(paces[m], mean);
      } else if (!Double.isNaN(cosines[m])) {
        paces[m] = AgreementPolicy.next(paces[m], cosines[m]);
      }
    }
  }

  private void smooth(double[] scoreSums, int pairedRows) {
    double halfLife = settings.scoreHalfLife();
    double kept = halfLife == 0 ? 0 : StrictMath.pow(2, -pairedRows / halfLife);
    for (int m = 0; m < sums.length; m++) {
      sums[m] = kept * sums[m] + scoreSums[m];
    }
    rows = kept * rows + pairedRows;
  }
}
