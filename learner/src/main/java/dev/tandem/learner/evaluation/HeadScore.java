package dev.tandem.learner.evaluation;

import dev.tandem.learner.data.LabelledExample;
import java.util.List;

/**
 * One head's prediction against the label.
 *
 * @param correct whether its most probable class, the first of equals, is the label; false for
 *     continuous targets
 * @param loss −ln of the probability it gave to the label, at most 16·ln 10 where it gave none, as
 *     to a class that it did not know yet; for continuous targets the mean of their squared errors
 */
public record HeadScore(boolean correct, double loss) {

  private static final double LEAST = 1e-16;

  static HeadScore of(float[] answer, int best, LabelledExample known) {
    return known.targets().isEmpty()
        ? ofClass(answer, best, known.label())
        : new HeadScore(false, squaredError(answer, known.targets()));
  }

  private static HeadScore ofClass(float[] probabilities, int best, int label) {
    double given = label < probabilities.length ? probabilities[label] : LEAST;
    return new HeadScore(best == label, -StrictMath.log(given >= LEAST ? given : LEAST));
  }

  private static double squaredError(float[] values, List<Float> targets) {
    double sum = 0;
    for (int t = 0; t < values.length; t++) {
      double error = (double) values[t] - targets.get(t);
      sum += error * error / values.length;
    }
    return sum;
  }
}
