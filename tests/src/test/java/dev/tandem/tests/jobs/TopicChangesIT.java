package dev.tandem.tests.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.run.JobStarter;
import dev.tandem.app.settings.Settings;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedFlink;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.cluster.FlinkJob;
import dev.tandem.cluster.FlinkSettings;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.StreamMark;
import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.tests.FreePort;
import dev.tandem.tests.Patience;
import dev.tandem.tests.log.LogRecord;
import dev.tandem.tests.log.LogWriter;
import dev.tandem.tests.log.TestingLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics that change under a job. */
class TopicChangesIT {
  private static final Topics TOPICS = Topics.standard();
  private static final int CLIPS = 600;
  private static final int ADDED = TestingLog.PARTITIONS;
  private static final List<String> READ =
      List.of(TOPICS.features("audio"), TOPICS.features("video"), TOPICS.labels());

  @TempDir Path directory;

  @Test
  void shouldTellAddedPartitionsAdoptThemAndEndWhereATopicIsDeleted() throws Exception {
    int port = FreePort.find();
    JobMetrics metrics = new JobMetrics(port);
    Instant start = Instant.now().minus(Duration.ofDays(20));
    List<LogRecord> log = TestingLog.of(TOPICS, start, 1, CLIPS);
    List<LogRecord> first = log.subList(0, log.size() / 2);
    int before = first.size() / READ.size() - TestingLog.PARTITIONS; // without the marks
    List<LogRecord> rest = log.subList(first.size(), log.size());
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        EmbeddedFlink flink =
            EmbeddedFlink.start(
                FlinkSettings.in(directory.resolve("flink"), 1)
                    .withMetricsPort(OptionalInt.of(port)))) {
      LogWriter writer = new LogWriter(kafka.bootstrapServers());
      writer.create(TOPICS);
      writer.write(first);
      JobStarter starter =
          new JobStarter(flink, kafka.connection(), Settings.of(TestingLog.settings(TOPICS)), 1);
      FlinkJob job = starter.assemble(Optional.empty());
      Patience.until(
          () -> metrics.sum(JobMetric.CLIPS) == before, () -> metrics.sum(JobMetric.CLIPS));
      assertThat(metrics.sum(JobMetric.UNREAD_PARTITIONS)).isZero();

      admin.createPartitions(Map.of(READ.get(0), NewPartitions.increaseTo(ADDED + 1))).all().get();
      admin.createPartitions(Map.of(READ.get(1), NewPartitions.increaseTo(ADDED + 1))).all().get();
      Patience.until(() -> metrics.sum(JobMetric.UNREAD_PARTITIONS) == 2);
      Path savepoint = job.stop(Patience.STANDSTILL);
      writer.write(moved(first, rest));

      FlinkJob next = starter.assemble(Optional.of(savepoint));
      Patience.until(
          () ->
              metrics.sum(JobMetric.UNREAD_PARTITIONS) == 0
                  && metrics.sum(JobMetric.CLIPS) == CLIPS - before,
          () -> metrics.sum(JobMetric.CLIPS));

      admin.deleteTopics(List.of(READ.get(0))).all().get();
      Patience.until(() -> next.failure().isPresent());
      assertThat(next.failure().orElseThrow())
          .hasMessageContaining("topic %s was deleted while this job read it", READ.get(0));
    }
  }

  /** What was to come in partition 0 comes in the added one, which gets the marks, too. */
  private static List<LogRecord> moved(List<LogRecord> first, List<LogRecord> rest) {
    List<LogRecord> moved = new ArrayList<>();
    first.stream()
        .filter(record -> isMark(record) && isMoved(record))
        .forEach(mark -> moved.add(mark.in(mark.topic(), ADDED)));
    for (LogRecord record : rest) {
      if (!isMoved(record) || isMark(record)) {
        moved.add(record);
      }
      if (isMoved(record)) {
        moved.add(record.in(record.topic(), ADDED));
      }
    }
    return moved;
  }

  private static boolean isMoved(LogRecord record) {
    return record.partition() == 0 && !record.topic().equals(TOPICS.labels());
  }

  private static boolean isMark(LogRecord record) {
    return Wire.decode(record.value()) instanceof StreamMark;
  }
}
