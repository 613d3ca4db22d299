package dev.tandem.app.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what arrives at the end of a job in this process. The first quarter is not timed: it is
 * connecting and, at first, compiling. Thread-safe.
 */
final class Meter {
  private static final Map<String, Meter> METERS = new ConcurrentHashMap<>();

  private final long total;
  private final long untimed;
  private long count;
  private long timedFrom;
  private long startNanos;
  private long startCpuNanos;
  private Optional<Figure> figure = Optional.empty();

  private Meter(long total) {
    this.total = total;
    this.untimed = total / 4;
  }

  /** A new meter that {@link #named} finds, for {@code total} records. */
  static Meter create(String name, long total) {
    Meter meter = new Meter(total);
    METERS.put(name, meter);
    return meter;
  }

  /** For sinks, which Flink copies. */
  static Meter named(String name) {
    return METERS.get(name);
  }

  synchronized void add(long records) {
    count += records;
    if (timedFrom == 0 && count >= untimed) {
      timedFrom = count;
      startNanos = System.nanoTime();
      startCpuNanos = cpuNanos();
    }
    if (figure.isEmpty() && count >= total) {
      double timed = count - timedFrom;
      figure =
          Optional.of(
              new Figure(
                  timed * 1e9 / (System.nanoTime() - startNanos),
                  (cpuNanos() - startCpuNanos) / 1e3 / timed));
    }
  }

  /** Of the timed records; empty until all have arrived. */
  synchronized Optional<Figure> figure() {
    return figure;
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
