package dev.tandem.app.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One measured thing beside its ceiling or peer from the same run; medians of the rounds.
 *
 * @param name what was measured
 * @param recordsPerSecond feature records
 * @param cpuMicrosPerRecord processor time of the whole process, broker included
 * @param rounds records a second of each round, in order
 * @param against what it is compared with
 * @param ratio of the records a second
 */
public record Measured(
    String name,
    double recordsPerSecond,
    double cpuMicrosPerRecord,
    List<Double> rounds,
    String against,
    double againstRecordsPerSecond,
    double againstCpuMicrosPerRecord,
    double ratio) {

  static Measured of(String name, List<Figure> rounds, String against, List<Figure> ceiling) {
    double speed = median(rounds, Figure::recordsPerSecond);
    double ceilingSpeed = median(ceiling, Figure::recordsPerSecond);
    return new Measured(
        name,
        speed,
        median(rounds, Figure::cpuMicrosPerRecord),
        rounds.stream().map(Figure::recordsPerSecond).toList(),
        against,
        ceilingSpeed,
        median(ceiling, Figure::cpuMicrosPerRecord),
        speed / ceilingSpeed);
  }

  private static double median(List<Figure> figures, ToDoubleFunction<Figure> of) {
    double[] sorted = figures.stream().mapToDouble(of).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
