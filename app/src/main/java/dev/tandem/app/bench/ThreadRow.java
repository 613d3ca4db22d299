package dev.tandem.app.bench;

import java.util.List;
import java.util.function.IntFunction;

/**
 * Something that grows, measured in one thread.
 *
 * @param sizes in growing order
 * @param work of a size
 */
record ThreadRow(Grower grower, List<Integer> sizes, IntFunction<Grower.Work> work) {
  private static final List<Integer> STREAMS = List.of(1, 100, 10_000, 100_000);
  private static final List<Integer> CAMERAS = List.of(100, 1_000, 10_000);
  private static final int PARTITIONS = 64;
  private static final String STREAM_IN_PARTITION = "stream in a partition";
  private static final List<Integer> CLASSES = List.of(10, 100, 1_000);

  /** All of them. */
  static final List<ThreadRow> ALL =
      List.of(
          new ThreadRow(
              new Grower("door: decode, validate, tell the time", "streams", "record"),
              STREAMS,
              streams -> new DoorWork(streams, "")),
          new ThreadRow(
              new Grower("door, where a gateway speaks for all streams", "streams", "record"),
              STREAMS,
              streams -> new DoorWork(streams, "hall")),
          new ThreadRow(
              new Grower("clocks of 10 streams", "partitions", "record"),
              List.of(1, 64, 1_000),
              partitions -> new ClockWork(10, partitions).records()),
          new ThreadRow(
              new Grower(
                  "clocks of 64 partitions: a checkpoint's copy", "streams", STREAM_IN_PARTITION),
              CAMERAS,
              streams -> new ClockWork(streams, PARTITIONS).copies()),
          new ThreadRow(
              new Grower(
                  "clocks of 64 partitions: writing the copy", "streams", STREAM_IN_PARTITION),
              CAMERAS,
              streams -> new ClockWork(streams, PARTITIONS).writes()),
          new ThreadRow(
              new Grower("publication: what stays", "retained versions", "version"),
              List.of(10, 1_000, 10_000),
              RetentionWork::new),
          new ThreadRow(
              new Grower("rehearsal: draw 32", "kept clips", "draw"),
              List.of(1_000, 30_000, 1_000_000),
              DrawWork::new),
          new ThreadRow(new Grower("labels: read", "classes", "label"), CLASSES, LabelWork::new),
          new ThreadRow(
              new Grower("answers: name the most probable, encode", "classes", "answer"),
              CLASSES,
              AnswerWork::new));

  Growth measure(long rounds) {
    return grower.run(sizes, rounds, work);
  }
}
