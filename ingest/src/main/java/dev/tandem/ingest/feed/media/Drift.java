package dev.tandem.ingest.feed.media;

/**
 * How fast one clock runs by another: the slope of a line through what they differed by, by least
 * squares, in which a measurement counts less the longer ago it was.
 */
final class Drift {
  private static final double MILLION = 1e6;

  /** Seconds after which a measurement counts for a third of a new one. */
  private static final double MEMORY = 600;

  private final double enough;
  private double measured;
  private double weight;
  private double atSum;
  private double offSum;
  private double atSquares;
  private double products;

  /**
   * @param enough seconds of measurements before there is a result
   */
  Drift(double enough) {
    this.enough = enough;
  }

  /**
   * @param seconds that passed since the measurement before
   * @param off seconds that the clocks differ by now, from any point on
   */
  void measure(double seconds, double off) {
    measured += seconds;
    atSquares += weight * seconds * seconds - 2 * seconds * atSum; // now is always 0
    products -= seconds * offSum;
    atSum -= weight * seconds;
    double keep = Math.exp(-seconds / MEMORY);
    weight = weight * keep + 1;
    atSum *= keep;
    atSquares *= keep;
    offSum = offSum * keep + off;
    products *= keep;
  }

  /** Parts per million; 0 where too little was measured. */
  double ppm() {
    double spread = weight * atSquares - atSum * atSum;
    return spread <= 0 || measured < enough
        ? 0
        : MILLION * (weight * products - atSum * offSum) / spread;
  }
}
