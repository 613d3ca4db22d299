package dev.tandem.learner.policy;

import java.util.Arrays;

/**
 * Means over all paired rows so far, or those that still count.
 *
 * @param rows number of them
 * @param values by modality; 0 at first
 */
record ContributionMeans(double rows, double[] values) {

  /** Goes on from what {@link #toArray} gave, or begins. */
  static ContributionMeans of(double[] saved, int modalities) {
    return saved.length == 0
        ? new ContributionMeans(0, new double[modalities])
        : new ContributionMeans(saved[0], Arrays.copyOfRange(saved, 1, saved.length));
  }

  /**
   * With the means of some more rows.
   *
   * @param share of the rows so far that still counts
   */
  ContributionMeans with(double[] means, int more, double share) {
    double before = share * rows;
    double[] all = new double[values.length];
    Arrays.setAll(all, m -> (values[m] * before + means[m] * more) / (before + more));
    return new ContributionMeans(before + more, all);
  }

  double[] toArray() {
    double[] saved = new double[values.length + 1];
    saved[0] = rows;
    System.arraycopy(values, 0, saved, 1, values.length);
    return saved;
  }
}
