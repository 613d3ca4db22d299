package dev.tandem.learner.readout;

import dev.tandem.learner.objective.Labels;
import dev.tandem.learner.spec.Task;

/**
 * Weights of experts, {@code w_e ∝ exp(−10·L_e)} with {@code L_e ← 0.9·L_e + 0.1·loss_e} on every
 * labelled clip that the expert answers. The loss is −ln p of the label, at most 16·ln 10; for
 * continuous targets half the squared error, that of a Gaussian, at most 10¹². Losses are kept as
 * floats, so that a version that carries them answers to the bit as its learner did.
 */
public final class Hedge {

  private static final double RATE = 10;
  private static final double KEPT = 0.9;
  private static final double LEAST = 1e-16;
  private static final double MOST = 1e12;

  private final Task task;
  private final float[] losses;

  /** A hedge that goes on from losses, which it takes over. */
  Hedge(Task task, float[] losses) {
    this.task = task;
    this.losses = losses;
  }

  /** Losses L_e, set by set; a copy. */
  public float[] losses() {
    return losses.clone();
  }

  /** Takes in what expert e said of a row whose label is known. */
  void learn(int e, double[] answer, Labels labels, int row) {
    losses[e] = (float) (KEPT * losses[e] + (1 - KEPT) * loss(answer, labels, row));
  }

  /**
   * Weight of an expert before it is normalised.
   *
   * @param best loss of the best expert of the mixture, whose weight is 1
   */
  double weight(int e, double best) {
    return StrictMath.exp(-RATE * (losses[e] - best));
  }

  double loss(int e) {
    return losses[e];
  }

  private double loss(double[] answer, Labels labels, int row) {
    if (task == Task.CLASSIFICATION) {
      double given = answer[labels.classOf(row)];
      return -StrictMath.log(given >= LEAST ? given : LEAST);
    }
    double sum = 0;
    float[] targets = labels.targetsOf(row);
    for (int t = 0; t < answer.length; t++) {
      sum += (answer[t] - targets[t]) * (answer[t] - targets[t]) / 2;
    }
    return sum <= MOST ? sum : MOST;
  }
}
