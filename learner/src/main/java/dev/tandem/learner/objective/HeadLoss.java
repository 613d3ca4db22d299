package dev.tandem.learner.objective;

import java.util.Arrays;

/** The loss of one head on one batch, as a {@link Criterion} gave it. */
public final class HeadLoss {

  /** Sums scores. */
  interface Scores {
    /** Sum of the scores of some rows, by position among those that have the head. */
    double sum(int[] positions);

    /** So many rows are needed for a score. */
    default int fewest() {
      return 1;
    }

    /** One score for each row that has the head. */
    static Scores of(double[] byPosition) {
      return positions -> Arrays.stream(positions).mapToDouble(i -> byPosition[i]).sum();
    }
  }

  private final HeadOutput output;
  private final double loss;
  private final float[] gradient;
  private final Scores scores;

  HeadLoss(HeadOutput output, double loss, float[] gradient, Scores scores) {
    this.output = output;
    this.loss = loss;
    this.gradient = gradient;
    this.scores = scores;
  }

  public String head() {
    return output.head();
  }

  public HeadOutput output() {
    return output;
  }

  /** Unweighted. */
  public double loss() {
    return loss;
  }

  /** Whether this row of the batch has the head. */
  boolean has(int row) {
    return output.rows().find(row) >= 0;
  }

  /** Sum of the scores of rows of the batch that have the head. */
  double scoreSum(int[] rows) {
    return scores.sum(Arrays.stream(rows).map(output.rows()::find).toArray());
  }

  /** Without so many paired rows it has no score. */
  int fewestScored() {
    return scores.fewest();
  }

  /** ∂(weight × loss)/∂outputs, row-major (rows, outputs); not a copy. */
  public float[] gradient() {
    return gradient;
  }
}
