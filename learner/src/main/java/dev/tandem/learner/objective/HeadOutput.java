package dev.tandem.learner.objective;

import dev.tandem.learner.network.HeadLogits;
import dev.tandem.learner.network.Rows;

/** One head's outputs, read back from the engine: logits or values {@code (rows, outputs)}. */
public final class HeadOutput {

  private final String head;
  private final Rows rows;
  private final float[] values;
  private final int classes;

  /**
   * A head's outputs.
   *
   * @param head name of the head
   * @param rows the rows of the batch that have it
   * @param values row-major (rows, outputs); not copied
   */
  public HeadOutput(String head, Rows rows, float[] values) {
    this.head = head;
    this.rows = rows;
    this.values = values;
    this.classes = values.length / rows.count();
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

  /** Number of outputs. */
  public int classes() {
    return classes;
  }

  /** One output of the i-th row that has the head. */
  public float value(int i, int output) {
    return values[i * classes + output];
  }

  /** The outputs of the i-th row that has the head. */
  public double[] values(int i) {
    double[] row = new double[classes];
    for (int c = 0; c < classes; c++) {
      row[c] = value(i, c);
    }
    return row;
  }

  double mean(int i) {
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += value(i, c);
    }
    return sum / classes;
  }

  /** softmax(outputs) of the i-th row that has the head. */
  public double[] probabilities(int i) {
    double[] probabilities = new double[classes];
    softmax(i, probabilities);
    return probabilities;
  }

  /** The most probable class of the i-th row that has the head, the first of equals. */
  public int argMax(int i) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = value(i, c) > value(i, best) ? c : best;
    }
    return best;
  }

  /** As {@link #probabilities}, into an array; the logarithm of the sum of exponentials. */
  double softmax(int i, double[] probabilities) {
    double max = value(i, argMax(i));
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      probabilities[c] = StrictMath.exp(value(i, c) - max);
      sum += probabilities[c];
    }
    for (int c = 0; c < classes; c++) {
      probabilities[c] /= sum;
    }
    return max + StrictMath.log(sum);
  }
}
