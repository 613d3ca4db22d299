package dev.tandem.app.settings;

import dev.tandem.schemas.config.Option;
import java.time.Duration;
import java.util.List;

/** Every setting of the processes that the command starts. */
public final class AppOptions {
  public static final Option<Integer> PARTITIONS =
      Option.ofInt(
          "topics.partitions", 2, 1, 10_000, "Partitions of each data topic that is created.");

  public static final Option<Duration> CHECKPOINT_INTERVAL =
      Option.ofDuration(
          "flink.checkpoint-interval",
          Duration.ofSeconds(1),
          false,
          "Time between checkpoints; also how long a version stays invisible, at most. 10s by itself where the learner's state is over 100 MB.");

  /** All of them, in the order of the documentation. */
  public static final List<Option<?>> ALL = List.of(PARTITIONS, CHECKPOINT_INTERVAL);

  private AppOptions() {}
}
