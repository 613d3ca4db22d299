package dev.tandem.app.bench;

import dev.tandem.cluster.FlinkCluster;
import dev.tandem.schemas.log.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What grows in the jobs: streams, partitions, segments, open clips, waiting labels. */
final class JobRows {
  private static final String ASSEMBLE = "assemble job, up to the encoded clip, with its broker";
  private static final String RECORD = "record";

  /** Where something else grows. */
  private static final int STREAMS = 100;

  private static final int FEW_STREAMS = 10;

  private final KafkaConnection kafka;
  private final FlinkCluster flink;
  private final long clips;
  private final Consumer<String> say;

  /**
   * @param clips that are joined in each round
   */
  JobRows(KafkaConnection kafka, FlinkCluster flink, long clips, Consumer<String> say) {
    this.kafka = kafka;
    this.flink = flink;
    this.clips = clips;
    this.say = say;
  }

  List<JobRow> all() {
    return List.of(
        new JobRow(ASSEMBLE, "streams", RECORD, List.of(1, 100, 10_000, 100_000), this::streams),
        new JobRow(
            ASSEMBLE,
            "clips of one stream in a second of event time",
            RECORD,
            List.of(1, 100, 10_000),
            this::density),
        new JobRow(ASSEMBLE, "partitions", RECORD, List.of(1, 8, 64), this::partitions),
        new JobRow(ASSEMBLE, "segments of a clip", RECORD, List.of(1, 30, 3_000), this::segments),
        new JobRow(ASSEMBLE, "open clips", "clip", List.of(100, 10_000, 100_000), this::openClips),
        new JobRow(
            "label join: labels whose clips never come",
            "waiting labels",
            "label",
            List.of(100, 10_000, 100_000),
            this::waitingLabels));
  }

  /**
   * More streams have more clips in a second of event time, and as many closed ones that stay for
   * {@code join.tombstone}; what these alone cost, {@link #density} tells.
   */
  private JobContender streams(int streams) {
    return joining("streams" + streams, new ClipShape(streams, streams, 1, 1, true), clips);
  }

  private JobContender density(int perSecond) {
    return joining("dense" + perSecond, new ClipShape(1, perSecond, 1, 1, true), clips);
  }

  private JobContender partitions(int partitions) {
    ClipShape shape = new ClipShape(STREAMS, STREAMS, partitions, 1, true);
    return joining("partitions" + partitions, shape, clips);
  }

  /** As many records, however many of them make a clip. */
  private JobContender segments(int segments) {
    long number = Math.max(1, clips / segments);
    return joining("segments" + segments, new ClipShape(1, 1, 1, segments, true), number);
  }

  private JobContender joining(String name, ClipShape shape, long number) {
    RecordedClips log = write(name, shape, Duration.ofSeconds(5), number);
    int each = shape.segments() * log.modalities().size();
    return new JobContender(name, flink, number * each, new AssembleOnly(log, each, false));
  }

  /** Clips that lack a modality stay open for a window, in which so many come: 10 s or more. */
  private JobContender openClips(int open) {
    String name = "open" + open;
    Duration window = Duration.ofSeconds(1).multipliedBy(open).dividedBy(FEW_STREAMS);
    ClipShape shape = new ClipShape(FEW_STREAMS, FEW_STREAMS, 1, 1, false);
    RecordedClips log = write(name, shape, window, clips + 2L * open);
    return new JobContender(name, flink, clips, new AssembleOnly(log, 1, false));
  }

  private JobContender waitingLabels(int waiting) {
    return new JobContender("waiting" + waiting, flink, clips, new WaitingLabels(waiting));
  }

  private RecordedClips write(String name, ClipShape shape, Duration window, long number) {
    say.accept("writing %,d clips: %s".formatted(number, name));
    return ClipWriter.record(kafka, name, shape, window, number);
  }
}
