package dev.tandem.learner.objective;

import dev.tandem.learner.network.HeadLogits;
import dev.tandem.learner.network.Rows;

/** One head's logits, read back from the engine: {@code (rows, classes)}. */
public final class HeadOutput {

  private final String head;
  private final Rows rows;
  private final float[] logits;
  private final int classes;

  /**
   * A head's logits.
   *
   * @param head name of the head
   * @param rows the rows of the batch that have it
   * @param logits row-major (rows, classes); not copied
   */
  public HeadOutput(String head, Rows rows, float[] logits) {
    this.head = head;
    this.rows = rows;
    this.logits = logits;
    this.classes = logits.length / rows.count();
  }

  public static HeadOutput read(HeadLogits logits) {
    return new HeadOutput(logits.head(), logits.rows(), logits.values().toFloatArray());
  }

  public String head() {
    return head;
  }

  public Rows rows() {
    return rows;
  }

  public int classes() {
    return classes;
  }

  /** softmax(logits) of the i-th row that has the head. */
  public double[] probabilities(int i) {
    double[] probabilities = new double[classes];
    double max = max(i);
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      probabilities[c] = StrictMath.exp(logits[i * classes + c] - max);
      sum += probabilities[c];
    }
    for (int c = 0; c < classes; c++) {
      probabilities[c] /= sum;
    }
    return probabilities;
  }

  /** −log softmax(logits)[label] of the i-th row that has the head. */
  public double crossEntropy(int i, int label) {
    double max = max(i);
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += StrictMath.exp(logits[i * classes + c] - max);
    }
    return StrictMath.log(sum) + max - logits[i * classes + label];
  }

  private double max(int i) {
    double max = logits[i * classes];
    for (int c = 1; c < classes; c++) {
      max = Math.max(max, logits[i * classes + c]);
    }
    return max;
  }
}
