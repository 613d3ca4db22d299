package dev.tandem.learner.policy;

import dev.tandem.learner.ModalityStep;
import java.util.Arrays;

/**
 * Follows the scores of all modalities and gives each its pace. Modalities are numbered in the
 * order of the architecture.
 *
 * <p>For a batch with n paired rows and probability sum Σp: {@code N ← 2^(−n/h)·N + Σp}, {@code D ←
 * 2^(−n/h)·D + n}, {@code s = N/D}; with h = 0 the batch alone. A batch without paired rows changes
 * nothing.
 */
public final class PaceKeeper {

  private final Policy policy;
  private final double halfLife;
  private final double[] sums;
  private double rows;
  private final double[] paces;

  private PaceKeeper(Policy policy, double halfLife, PaceState state) {
    this.policy = policy;
    this.halfLife = halfLife;
    this.sums = state.sums();
    this.rows = state.rows();
    this.paces = state.paces();
  }

  /**
   * A keeper that has seen nothing; every pace is 1.
   *
   * @param halfLife h, in samples; 0: the batch alone
   */
  public static PaceKeeper fresh(Policy policy, double halfLife, int modalities) {
    double[] paces = new double[modalities];
    Arrays.fill(paces, 1);
    return restore(policy, halfLife, new PaceState(new double[modalities], 0, paces));
  }

  /** A keeper that goes on from a state. */
  public static PaceKeeper restore(Policy policy, double halfLife, PaceState state) {
    return new PaceKeeper(policy, halfLife, state);
  }

  /**
   * Takes in a batch's paired rows.
   *
   * @param probabilitySums by modality, Σ of the label's probability over the paired rows
   * @param pairedRows n
   * @return by modality, score and ratio (NaN if n = 0) and the pace to apply now
   */
  public ModalityStep[] advance(double[] probabilitySums, int pairedRows) {
    double[] scores = new double[paces.length];
    Arrays.fill(scores, Double.NaN);
    if (pairedRows > 0) {
      smooth(probabilitySums, pairedRows);
      Arrays.setAll(scores, m -> sums[m] / rows);
    }
    ModalityStep[] steps = new ModalityStep[paces.length];
    for (int m = 0; m < steps.length; m++) {
      double ratio = ratio(scores, m);
      if (pairedRows > 0) {
        paces[m] = policy.pace(ratio);
      }
      steps[m] = new ModalityStep(scores[m], ratio, paces[m]);
    }
    return steps;
  }

  public PaceState state() {
    return new PaceState(sums, rows, paces);
  }

  private void smooth(double[] probabilitySums, int pairedRows) {
    double kept = halfLife == 0 ? 0 : StrictMath.pow(2, -pairedRows / halfLife);
    for (int m = 0; m < sums.length; m++) {
      sums[m] = kept * sums[m] + probabilitySums[m];
    }
    rows = kept * rows + pairedRows;
  }

  /** r_m = mean_{n≠m}(s_n) / s_m; 1 where all are 0 and nothing can be compared. */
  private static double ratio(double[] scores, int m) {
    double others = 0;
    for (int n = 0; n < scores.length; n++) {
      others += n == m ? 0 : scores[n];
    }
    double mean = others / (scores.length - 1);
    return mean == 0 && scores[m] == 0 ? 1 : mean / scores[m];
  }
}
