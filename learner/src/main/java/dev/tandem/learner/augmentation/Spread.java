package dev.tandem.learner.augmentation;

/**
 * What the values of one clip's modality spread over.
 *
 * @param lowest of them
 * @param highest of them
 */
record Spread(float lowest, float highest) {

  static Spread of(float[] values) {
    float lowest = Float.POSITIVE_INFINITY;
    float highest = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
    return new Spread(lowest, highest);
  }

  /** From the lowest to the highest. */
  double width() {
    return (double) highest - lowest;
  }

  /** The nearest value within. */
  float nearest(double value) {
    return (float) Math.max(lowest, Math.min(highest, value));
  }

  static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Standard deviation, of all and not of a sample. */
  static double deviation(float[] values) {
    double mean = mean(values);
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }
}
