package dev.tandem.serving;

import java.time.Duration;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts durations by fixed bounds, as Prometheus' histograms do. Thread-safe. */
final class Latencies {
  /** Seconds. */
  private static final double[] BOUNDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300
  };

  private final long[] counts = new long[BOUNDS.length + 1];
  private double sum;

  /**
   * What was counted.
   *
   * @param upTo how many took at most so many seconds, by bound
   * @param count of all
   * @param sum of all, in seconds
   */
  record Counts(SortedMap<Double, Long> upTo, long count, double sum) {
    /** Of both together. */
    Counts plus(Counts other) {
      TreeMap<Double, Long> both = new TreeMap<>(upTo);
      other.upTo.forEach((bound, more) -> both.merge(bound, more, Long::sum));
      return new Counts(both, count + other.count, sum + other.sum);
    }
  }

  /** A negative one, where two clocks disagree, counts as 0. */
  synchronized void add(Duration duration) {
    double seconds = Math.max(0, duration.toNanos() / 1e9);
    int found = Arrays.binarySearch(BOUNDS, seconds);
    counts[found < 0 ? -found - 1 : found]++;
    sum += seconds;
  }

  synchronized Counts counts() {
    TreeMap<Double, Long> upTo = new TreeMap<>();
    long count = 0;
    for (int i = 0; i < BOUNDS.length; i++) {
      count += counts[i];
      upTo.put(BOUNDS[i], count);
    }
    return new Counts(upTo, count + counts[BOUNDS.length], sum);
  }
}
