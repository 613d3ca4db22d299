package dev.tandem.app.embedded;

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
 */
public record FlinkSettings(
    Path directory, OptionalInt webPort, int slots, Duration checkpointInterval) {
  public static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

  /** Any free port, a checkpoint each second. */
  public static FlinkSettings in(Path directory, int slots) {
    return new FlinkSettings(directory, OptionalInt.empty(), slots, CHECKPOINT_INTERVAL);
  }

  Path checkpoints() {
    return directory.resolve("checkpoints");
  }

  Path savepoints() {
    return directory.resolve("savepoints");
  }
}
