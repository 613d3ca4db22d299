package dev.tandem.learner.objective;

/**
 * A loss of one head on one batch: summed over the rows that have the head and divided by the size
 * of the whole batch, so that a row weighs the same whoever else is there.
 */
public interface Criterion {

  /**
   * The loss of a head and its gradient.
   *
   * @param labels of every row of the batch
   * @param weight factor of this loss in the objective
   */
  HeadLoss loss(HeadOutput output, Labels labels, double weight);

  /**
   * Whether a smaller score is the better one: scores are losses then, and the ratio turns round.
   */
  boolean scoresAreLosses();
}
