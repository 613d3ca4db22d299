package dev.tandem.app.report;

import java.util.Collection;
import java.util.List;

/** Nearest-rank percentiles. */
final class Percentiles {
  private Percentiles() {}

  static Report.Latency latency(Collection<Double> millis) {
    List<Double> sorted = millis.stream().sorted().toList();
    return new Report.Latency(at(sorted, 0.50), at(sorted, 0.99));
  }

  /** The smallest value that at least {@code share} of them do not exceed; NaN of none. */
  private static double at(List<Double> sorted, double share) {
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(rank, 1) - 1);
  }
}
