package dev.tandem.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How the embedded Flink cluster runs.
 *
 * @param directory holds checkpoints, savepoints and temporary files
 * @param webPort loopback port of REST and web UI; empty for any free one
 * @param slots tasks of different jobs do not share slots: jobs × parallelism
 * @param checkpointInterval also how long an exactly-once record stays invisible, at most
 * @param metricsPort port of all interfaces where Prometheus finds Flink's metrics; empty for none
 */
public record FlinkSettings(
    Path directory,
    OptionalInt webPort,
    int slots,
    Duration checkpointInterval,
    OptionalInt metricsPort) {

  /** Any free port, a checkpoint each second, no metrics. */
  public static FlinkSettings in(Path directory, int slots) {
    return new FlinkSettings(
        directory, OptionalInt.empty(), slots, Duration.ofSeconds(1), OptionalInt.empty());
  }

  public FlinkSettings withWebPort(OptionalInt port) {
    return new FlinkSettings(directory, port, slots, checkpointInterval, metricsPort);
  }

  public FlinkSettings withCheckpointInterval(Duration interval) {
    return new FlinkSettings(directory, webPort, slots, interval, metricsPort);
  }

  public FlinkSettings withMetricsPort(OptionalInt port) {
    return new FlinkSettings(directory, webPort, slots, checkpointInterval, port);
  }

  Path checkpoints() {
    return directory.resolve("checkpoints");
  }

  Path savepoints() {
    return directory.resolve("savepoints");
  }
}
