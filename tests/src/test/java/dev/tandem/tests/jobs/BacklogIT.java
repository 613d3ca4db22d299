package dev.tandem.tests.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An hour of sound waits, and of pictures there is nothing yet. */
class BacklogIT {
  private static final Topics TOPICS = Topics.standard();
  private static final Duration HOP = Duration.ofMillis(20);
  private static final int CLIPS = (int) Duration.ofHours(1).dividedBy(HOP);
  private static final Duration MAX_DRIFT = Duration.ofMinutes(1);

  /** Open by right; beyond that, what is read until the source hears that it is ahead. */
  private static final long DRIFT_CLIPS = MAX_DRIFT.dividedBy(HOP);

  private static final long MOST_OPEN = CLIPS / 3;

  @TempDir Path directory;

  @Test
  @Tag("long") // an hour of clips through a broker
  void shouldKeepLittleOpenWhereOneTopicIsAnHourAhead() throws Exception {
    int port = FreePort.find();
    List<LogRecord> log =
        TestingLog.of(TOPICS, Instant.now().minus(Duration.ofDays(20)), 1, CLIPS, HOP, 6);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        EmbeddedFlink flink =
            EmbeddedFlink.start(
                FlinkSettings.in(directory.resolve("flink"), 1)
                    .withMetricsPort(OptionalInt.of(port)))) {
      LogWriter writer = new LogWriter(kafka.bootstrapServers());
      writer.create(TOPICS);
      writer.write(of(log, record -> isAudio(record) || isStart(record, log)));
      FlinkJob job = assemble(flink, kafka);
      JobMetrics metrics = new JobMetrics(port);
      AtomicLong most = new AtomicLong();

      Patience.until(() -> open(metrics, most) >= DRIFT_CLIPS, most::get);
      await()
          .during(Duration.ofSeconds(6)) // longer than an idle source would be waited for
          .atMost(Patience.STANDSTILL)
          .until(() -> open(metrics, most) < MOST_OPEN);
      writer.write(of(log, record -> !isAudio(record) && !isStart(record, log)));
      Patience.until(
          () -> open(metrics, most) == 0 && metrics.sum(JobMetric.CLIPS) == CLIPS,
          () -> metrics.sum(JobMetric.CLIPS));

      assertThat(job.failure()).isEmpty();
      assertThat(most.get()).isLessThan(MOST_OPEN);
      System.out.printf("of %d clips in the hour, at most %d were open%n", CLIPS, most.get());
    }
  }

  private static FlinkJob assemble(EmbeddedFlink flink, EmbeddedKafka kafka) {
    Map<String, String> settings = new HashMap<>(TestingLog.settings(TOPICS));
    settings.put("join.max-drift", MAX_DRIFT.toSeconds() + "s");
    return new JobStarter(flink, kafka.connection(), Settings.of(settings), 1)
        .assemble(Optional.empty());
  }

  private static long open(JobMetrics metrics, AtomicLong most) {
    long open = (long) metrics.sum(JobMetric.OPEN_CLIPS);
    most.accumulateAndGet(open, Math::max);
    return open;
  }

  private static List<LogRecord> of(List<LogRecord> log, Predicate<LogRecord> wanted) {
    return log.stream().filter(wanted).toList();
  }

  private static boolean isAudio(LogRecord record) {
    return record.topic().equals(TOPICS.features("audio"));
  }

  private static boolean isStart(LogRecord record, List<LogRecord> log) {
    return record.time() == log.get(0).time() && Wire.decode(record.value()) instanceof StreamMark;
  }
}
