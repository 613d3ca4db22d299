package dev.tandem.learner.evaluation;

/**
 * One head's prediction against the label.
 *
 * @param correct whether its most probable class, the first of equals, is the label
 * @param logLoss −ln of the probability it gave to the label, at most 16·ln 10 where it gave none,
 *     as to a class that it did not know yet
 */
public record HeadScore(boolean correct, double logLoss) {

  private static final double LEAST = 1e-16;

  static HeadScore of(float[] probabilities, int best, int label) {
    double given = label < probabilities.length ? Math.max(probabilities[label], LEAST) : LEAST;
    return new HeadScore(best == label, -StrictMath.log(given));
  }
}
