package dev.tandem.learner.policy;

/**
 * How to read scores.
 *
 * @param losses whether the smaller one is the better one
 * @param chance score of a head that knows nothing, where larger is better
 */
public record ScoreScale(boolean losses, double chance) {

  /** Probabilities of the right one of several classes. */
  public static ScoreScale probabilities(int classes) {
    return new ScoreScale(false, 1.0 / classes);
  }

  /** Losses. */
  public static ScoreScale ofLosses() {
    return new ScoreScale(true, 0);
  }

  /**
   * r_m, above 1 where m lags: the mean of the others' scores over its own, or the other way round
   * for losses; 1 where all are 0 and nothing can be compared.
   */
  double ratio(double[] scores, int m) {
    double others = 0;
    for (int n = 0; n < scores.length; n++) {
      others += n == m ? 0 : scores[n];
    }
    double mean = others / (scores.length - 1);
    if (mean == 0 && scores[m] == 0) {
      return 1;
    }
    return losses ? scores[m] / mean : mean / scores[m];
  }

  /** How far a score is above chance; 0 where it is not. */
  double aboveChance(double score) {
    return Math.max(0, score - chance);
  }
}
