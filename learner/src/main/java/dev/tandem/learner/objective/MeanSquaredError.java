package dev.tandem.learner.objective;

import dev.tandem.learner.network.Rows;

/** Mean over the targets of (ŷ − y)². The score of a row is its loss. */
public record MeanSquaredError() implements Criterion {

  @Override
  public HeadLoss loss(HeadOutput output, Labels labels, double weight) {
    Rows rows = output.rows();
    int targets = output.classes();
    double sum = 0;
    double[] ofRow = new double[rows.count()];
    float[] gradient = new float[rows.count() * targets];
    for (int i = 0; i < rows.count(); i++) {
      float[] wanted = labels.targetsOf(rows.get(i));
      for (int t = 0; t < targets; t++) {
        double error = (double) output.value(i, t) - wanted[t];
        ofRow[i] += error * error / targets;
        gradient[i * targets + t] = (float) (weight * 2 * error / targets / rows.batch());
      }
      sum += ofRow[i];
    }
    return new HeadLoss(output, sum / rows.batch(), gradient, HeadLoss.Scores.of(ofRow));
  }

  @Override
  public boolean scoresAreLosses() {
    return true;
  }
}
