package dev.tandem.learner.objective;

import dev.tandem.learner.network.Rows;

/**
 * Cross-entropy of one head on one batch: Σ over the rows that have the head of CE, divided by the
 * size of the whole batch, so that a row weighs the same whoever else is there.
 */
public final class HeadLoss {

  private final HeadOutput output;
  private final double loss;
  private final double[] labelProbabilities;
  private final float[] gradient;

  private HeadLoss(HeadOutput output, double loss, double[] labelProbabilities, float[] gradient) {
    this.output = output;
    this.loss = loss;
    this.labelProbabilities = labelProbabilities;
    this.gradient = gradient;
  }

  /**
   * The loss of a head.
   *
   * @param labels class of every row of the batch
   * @param weight factor of this loss in the objective
   */
  public static HeadLoss of(HeadOutput output, int[] labels, double weight) {
    Rows rows = output.rows();
    double sum = 0;
    double[] labelProbabilities = new double[rows.count()];
    float[] gradient = new float[rows.count() * output.classes()];
    for (int i = 0; i < rows.count(); i++) {
      int label = labels[rows.get(i)];
      double[] p = output.probabilities(i);
      labelProbabilities[i] = p[label];
      sum += output.crossEntropy(i, label);
      p[label] -= 1;
      for (int c = 0; c < p.length; c++) {
        gradient[i * p.length + c] = (float) (weight * p[c] / rows.batch());
      }
    }
    return new HeadLoss(output, sum / rows.batch(), labelProbabilities, gradient);
  }

  public String head() {
    return output.head();
  }

  /** Whether this row of the batch has the head. */
  boolean has(int row) {
    return output.rows().find(row) >= 0;
  }

  /** Unweighted. */
  public double loss() {
    return loss;
  }

  /** softmax[label] of a row of the batch that has the head. */
  double labelProbability(int row) {
    return labelProbabilities[output.rows().find(row)];
  }

  /** ∂(weight × loss)/∂logits, row-major (rows, classes); not a copy. */
  public float[] gradient() {
    return gradient;
  }
}
