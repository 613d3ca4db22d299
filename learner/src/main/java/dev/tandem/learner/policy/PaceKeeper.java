package dev.tandem.learner.policy;

import dev.tandem.learner.spec.PaceSettings;
import java.util.Arrays;

/**
 * Follows the scores of all modalities and keeps each one's pace; the brake and the guard are here,
 * for every policy. Modalities are numbered in the order of the architecture.
 *
 * <p>For a batch with n paired rows and a sum of scores Σp: {@code N ← 2^(−n/h)·N + Σp}, {@code D ←
 * 2^(−n/h)·D + n}, {@code s = N/D}; with h = 0 the batch alone. A batch without paired rows changes
 * nothing.
 */
public final class PaceKeeper {

  private final PaceSettings settings;
  private final ScoreScale scale;
  private final DeadModalityGuard guard;
  private final double[] sums;
  private double rows;
  private final double[] paces;
  private final double[] scores;
  private final double[] ratios;
  private boolean compared;

  /** A keeper that goes on from a state. */
  public PaceKeeper(PaceSettings settings, ScoreScale scale, PaceState state) {
    this.settings = settings;
    this.scale = scale;
    this.sums = state.sums();
    this.rows = state.rows();
    this.paces = state.paces();
    this.guard =
        new DeadModalityGuard(scale, settings.scoreHalfLife(), state.suspectRows(), state.dead());
    this.scores = new double[paces.length];
    this.ratios = new double[paces.length];
  }

  /**
   * Takes in a batch's paired rows.
   *
   * @param scoreSums by modality, the sum of its scores over the paired rows
   * @param pairedRows n
   */
  public void observe(double[] scoreSums, int pairedRows) {
    Arrays.fill(scores, Double.NaN);
    Arrays.fill(ratios, Double.NaN);
    compared = pairedRows > 0;
    if (compared) {
      smooth(scoreSums, pairedRows);
      Arrays.setAll(scores, m -> sums[m] / rows);
      Arrays.setAll(ratios, m -> scale.ratio(scores, m));
      if (settings.guard()) {
        guard.observe(scores, ratios, pairedRows);
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

  /** Another one that goes on from here, for itself. */
  PaceKeeper copy() {
    return new PaceKeeper(settings, scale, state());
  }

  /** Whether any modality is dead. */
  boolean hasDead() {
    return guard.any();
  }

  /** Whether a ratio is in the dead zone, where modalities count as level. */
  boolean isLevel(double ratio) {
    return settings.deadZone() > 0 && Math.abs(ratio - 1) <= settings.deadZone();
  }

  /** Whether the newest batch had paired rows. */
  boolean hasCompared() {
    return compared;
  }

  /** r_m of the newest batch; NaN where it had no paired rows. */
  public double ratio(int m) {
    return ratios[m];
  }

  /** The pace that the policy gave, whatever brake and guard say. */
  double pace(int m) {
    return paces[m];
  }

  /** Gives a pace. */
  public void set(int m, double pace) {
    paces[m] = pace;
  }

  /** What the policy says, unless a guard or the missing brake says otherwise. */
  public double applied(int m) {
    if (guard.any()) {
      return 1;
    }
    return settings.brake() ? paces[m] : Math.max(1, paces[m]);
  }

  /** What the newest batch said of a modality, and the pace to apply now. */
  public ModalityStep step(int m) {
    return new ModalityStep(scores[m], ratios[m], applied(m), guard.dead(m));
  }

  /** Forgets all but the last {@code samples} of the scores, as far as they are remembered. */
  public void shorten(double samples) {
    if (samples < rows) {
      double kept = samples / rows;
      Arrays.setAll(sums, m -> kept * sums[m]);
      rows = samples;
    }
  }

  public PaceState state() {
    return new PaceState(sums, rows, paces, guard.suspectRows(), guard.deadFlags());
  }
}
