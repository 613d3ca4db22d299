package dev.tandem.learner.objective;

import dev.tandem.learner.network.Rows;
import java.util.stream.IntStream;

/**
 * Mean over the targets of 1 − CCC, {@code CCC = 2 cov / (σx² + σy² + (μx − μy)²)} with population
 * moments over the rows that have the head, times their share of the batch. Fewer than two rows, or
 * constant and equal ones, have no concordance: their loss and gradient are 0. The score is the
 * loss.
 */
public record Concordance() implements Criterion {

  @Override
  public HeadLoss loss(HeadOutput output, Labels labels, double weight) {
    Rows rows = output.rows();
    int targets = output.classes();
    int[] all = IntStream.range(0, rows.count()).toArray();
    double share = (double) rows.count() / rows.batch() / targets;
    float[] gradient = new float[rows.count() * targets];
    double sum = 0;
    for (int t = 0; t < targets; t++) {
      Moments moments = Moments.of(output, labels, all, t);
      sum += share * moments.loss();
      for (int i : all) {
        double slope = moments.slope(output.value(i, t), labels.targetsOf(rows.get(i))[t]);
        gradient[i * targets + t] = (float) (weight * share * slope);
      }
    }
    return new HeadLoss(output, sum, gradient, new Scores(output, labels));
  }

  @Override
  public boolean scoresAreLosses() {
    return true;
  }

  private record Scores(HeadOutput output, Labels labels) implements HeadLoss.Scores {
    @Override
    public double sum(int[] positions) {
      double sum = 0;
      for (int t = 0; t < output.classes(); t++) {
        sum += Moments.of(output, labels, positions, t).loss() / output.classes();
      }
      return positions.length * sum;
    }

    @Override
    public int fewest() {
      return 2;
    }
  }

  /**
   * Population moments of predictions x and targets y.
   *
   * @param spread σx² + σy² + (μx − μy)²; 0 where there is no concordance
   */
  private record Moments(int n, double meanX, double meanY, double covariance, double spread) {

    static Moments of(HeadOutput output, Labels labels, int[] positions, int t) {
      int n = positions.length;
      double meanX = 0;
      double meanY = 0;
      for (int i : positions) {
        meanX += output.value(i, t) / (double) n;
        meanY += labels.targetsOf(output.rows().get(i))[t] / (double) n;
      }
      double covariance = 0;
      double spread = (meanX - meanY) * (meanX - meanY);
      for (int i : positions) {
        double x = output.value(i, t) - meanX;
        double y = labels.targetsOf(output.rows().get(i))[t] - meanY;
        covariance += x * y / n;
        spread += (x * x + y * y) / n;
      }
      return new Moments(n, meanX, meanY, covariance, n < 2 ? 0 : spread);
    }

    double loss() {
      return spread == 0 ? 0 : 1 - 2 * covariance / spread;
    }

    /** ∂loss/∂x at one row: with C = cov and D = spread, −2/(nD) · ((y − μy) − 2C/D · (x − μy)). */
    double slope(double x, double y) {
      return spread == 0
          ? 0
          : -2 / (n * spread) * (y - meanY - 2 * covariance / spread * (x - meanY));
    }
  }
}
