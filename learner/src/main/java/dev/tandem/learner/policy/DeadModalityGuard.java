package dev.tandem.learner.policy;

import java.util.stream.IntStream;

/**
 * Finds modalities that are dark or mute, whose ratio would grow without bound: on after two
 * half-lives of paired rows near chance, behind another modality that is well above it; off once it
 * is above chance again.
 */
final class DeadModalityGuard {

  private static final double NEAR_CHANCE = 0.03;
  private static final double AWAKE = 0.06;
  private static final double WELL = 0.10;
  private static final double LAGGING = 1.2;

  private final ScoreScale scale;
  private final double patience;
  private final double[] suspectRows;
  private final boolean[] dead;

  /**
   * A guard that goes on.
   *
   * @param halfLife of the scores, in samples
   * @param suspectRows by modality, paired rows for which it has looked dead; taken over
   * @param dead by modality; taken over
   */
  DeadModalityGuard(ScoreScale scale, double halfLife, double[] suspectRows, boolean[] dead) {
    this.scale = scale;
    this.patience = 2 * halfLife;
    this.suspectRows = suspectRows;
    this.dead = dead;
  }

  /** Takes in the smoothed scores and ratios after some paired rows. */
  void observe(double[] scores, double[] ratios, int pairedRows) {
    for (int m = 0; m < scores.length; m++) {
      double above = scale.aboveChance(scores[m]);
      boolean suspect = above < NEAR_CHANCE && ratios[m] > LAGGING && anotherDoesWell(scores, m);
      suspectRows[m] = suspect ? suspectRows[m] + pairedRows : 0;
      dead[m] = dead[m] ? above <= AWAKE : suspect && suspectRows[m] >= patience;
    }
  }

  private boolean anotherDoesWell(double[] scores, int m) {
    return IntStream.range(0, scores.length)
        .anyMatch(n -> n != m && scale.aboveChance(scores[n]) > WELL);
  }

  boolean dead(int m) {
    return dead[m];
  }

  boolean any() {
    return IntStream.range(0, dead.length).anyMatch(m -> dead[m]);
  }

  double[] suspectRows() {
    return suspectRows.clone();
  }

  boolean[] deadFlags() {
    return dead.clone();
  }
}
