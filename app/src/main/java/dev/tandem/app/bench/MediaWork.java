package dev.tandem.app.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * Something that is done with media, again and again.
 *
 * @param name the key of its figure
 * @param pass does it once
 */
record MediaWork(String name, Pass pass) {

  /** What one pass took. */
  @FunctionalInterface
  interface Pass {
    /** Milliseconds of processor time for each second of media. */
    double run() throws IOException, InterruptedException;
  }

  /** Seconds of media, gone through in this process. */
  @FunctionalInterface
  interface Seconds {
    /** How many they were. */
    long run() throws IOException, InterruptedException;
  }

  /** Work in this process, whose every thread counts. */
  static MediaWork here(String name, Seconds seconds) {
    return new MediaWork(
        name,
        () -> {
          long begin = cpuNanos();
          long done = seconds.run();
          return (cpuNanos() - begin) / 1e6 / done;
        });
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
