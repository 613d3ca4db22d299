package dev.tandem.app.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One measured thing beside its ceiling or peer from the same run.
 *
 * @param name what was measured
 * @param recordsPerSecond feature records a second, the median of the rounds
 * @param rounds of each round, in order
 * @param against what it is compared with
 * @param againstRecordsPerSecond its median
 * @param ratio of the two medians
 */
public record Measured(
    String name,
    double recordsPerSecond,
    List<Double> rounds,
    String against,
    double againstRecordsPerSecond,
    double ratio) {

  static Measured of(String name, List<Double> rounds, String against, List<Double> ceiling) {
    return new Measured(
        name,
        median(rounds),
        List.copyOf(rounds),
        against,
        median(ceiling),
        median(rounds) / median(ceiling));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
