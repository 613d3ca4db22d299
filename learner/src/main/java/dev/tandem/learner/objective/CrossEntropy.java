package dev.tandem.learner.objective;

import dev.tandem.learner.network.Rows;

/**
 * −Σ_c q_c log softmax(logits)_c with q = (1 − ε) at the label plus ε/C everywhere. The score of a
 * row is softmax(logits)[label], smoothing or not.
 *
 * @param smoothing ε, in [0, 1)
 */
public record CrossEntropy(double smoothing) implements Criterion {

  @Override
  public HeadLoss loss(HeadOutput output, Labels labels, double weight) {
    Rows rows = output.rows();
    int classes = output.classes();
    double sum = 0;
    double[] ofLabel = new double[rows.count()];
    float[] gradient = new float[rows.count() * classes];
    double[] p = new double[classes];
    for (int i = 0; i < rows.count(); i++) {
      int label = labels.classOf(rows.get(i));
      double logSum = output.softmax(i, p);
      ofLabel[i] = p[label];
      sum += crossEntropy(output, i, label, logSum);
      for (int c = 0; c < classes; c++) {
        double wanted = smoothing / classes + (c == label ? 1 - smoothing : 0);
        gradient[i * classes + c] = (float) (weight * (p[c] - wanted) / rows.batch());
      }
    }
    return new HeadLoss(output, sum / rows.batch(), gradient, HeadLoss.Scores.of(ofLabel));
  }

  @Override
  public boolean scoresAreLosses() {
    return false;
  }

  /**
   * With logits l and their log sum of exponentials: (1 − ε)(logSum − l_y) + ε(logSum − mean l).
   */
  private double crossEntropy(HeadOutput output, int i, int label, double logSum) {
    double plain = logSum - output.value(i, label);
    return smoothing == 0 ? plain : (1 - smoothing) * plain + smoothing * (logSum - output.mean(i));
  }
}
