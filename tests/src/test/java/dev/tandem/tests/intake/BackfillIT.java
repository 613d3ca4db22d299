package dev.tandem.tests.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.schemas.Topics;
import dev.tandem.tests.log.LogRecord;
import dev.tandem.tests.log.TestingLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tandem train} between two times, then on, against a run that goes through. */
class BackfillIT {
  private static final int CLIPS = 3_000;
  private static final int HALF = CLIPS / 2;
  private static final int EXCLUDED = 1_200;

  /** Clips are a second apart. */
  private final Instant start =
      Instant.now().minus(Duration.ofDays(20)).truncatedTo(ChronoUnit.SECONDS);

  private final String from = start.plusSeconds(EXCLUDED).toString();

  /** Behind the end of all streams, which moves time on by the horizon. */
  private final String end = start.plusSeconds(CLIPS + 100).toString();

  @TempDir Path directory;

  private EmbeddedKafka kafka;

  @BeforeEach
  void startBroker() {
    kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
  }

  @AfterEach
  void stopBroker() {
    kafka.close();
  }

  @Test
  @Tag("long") // three jobs in processes of their own; BackfillTest is the quick one
  void shouldGiveTheVersionsOfAContinuousRun() throws Exception {
    TestingTopics whole = TestingTopics.create(kafka.bootstrapServers(), "whole");
    whole.write(log(whole.topics()));
    // so long an expiry that the log is read from its beginning
    new Command(directory, whole)
        .train("whole", Map.of("stream.expiry", "3h"), "--from", from, "--until", end);

    TestingTopics parts = TestingTopics.create(kafka.bootstrapServers(), "parts");
    List<LogRecord> log = log(parts.topics());
    Command train = new Command(directory, parts);
    parts.write(log.subList(0, log.size() / 2));
    String pause = start.plusSeconds(HALF - 60).toString();
    assertThat(train.train("parts", Map.of(), "--from", from, "--until", pause))
        .contains("tandem train av stopped; the next start goes on from");
    assertThat(parts.versions()).isNotEmpty().hasSizeLessThan(whole.versions().size() / 2);
    parts.write(log.subList(log.size() / 2, log.size()));
    train.train("parts", Map.of(), "--until", end);

    assertThat(parts.versions()).isEqualTo(whole.versions());
    assertThat(whole.totals())
        .containsEntry("trained", (double) (CLIPS - EXCLUDED))
        .containsEntry("recordsExcluded", 3.0 * EXCLUDED);
    // read from expiry (10 min) and horizon (2 × 75.001 s, 1 ms) before, by record time
    assertThat(parts.totals())
        .containsEntry("trained", (double) (CLIPS - EXCLUDED))
        .containsEntry("recordsExcluded", 3.0 * (600 + 151));
  }

  @Test
  void shouldKeepTheTimeThatTheStateWasBegunWith() throws Exception {
    TestingTopics topics = TestingTopics.create(kafka.bootstrapServers(), "kept");
    topics.write(log(topics.topics()));
    Command train = new Command(directory, topics);
    String pause = start.plusSeconds(EXCLUDED + 100).toString();
    train.train("kept", Map.of(), "--from", from, "--until", pause, "--finish");

    // the samples of 99 clips are ready before: 6 batches, what is left, versions after 4 steps and
    // 7
    assertThat(topics.totals()).containsEntry("trained", 99.0).containsEntry("published", 2.0);
    assertThatThrownBy(
            () -> train.train("kept", Map.of(), "--from", start.toString(), "--until", end))
        .hasMessageContaining(
            "trainer.from is %s, but the job goes on from state that was begun with %s"
                .formatted(start, from));
  }

  @Test
  @Tag("long") // three jobs in processes of their own; EmbeddedIT is the quick one
  void shouldSayWhatRetentionHasTakenAndGoOnOnlyWhereThatIsAccepted() throws Exception {
    TestingTopics topics = TestingTopics.create(kafka.bootstrapServers(), "gone");
    List<LogRecord> log = log(topics.topics());
    Command train = new Command(directory, topics);
    topics.write(log.subList(0, log.size() / 2));
    train.train("gone", Map.of(), "--until", start.plusSeconds(HALF - 60).toString());
    topics.write(log.subList(log.size() / 2, log.size()));
    String gone = topics.topics().features(TestingLog.MODALITIES.get(0));
    take(gone);

    assertThatThrownBy(() -> train.train("gone", Map.of(), "--until", end))
        .hasMessageContaining("but retention has taken what it has not read: up to ")
        .hasMessageContaining(" of %s partition 0, from offset ".formatted(gone))
        .hasMessageContaining("Go on without it with --accept-loss");
    int before = topics.versions().size();
    assertThat(train.train("gone", Map.of(), "--until", end, "--accept-loss"))
        .contains("going on without what retention has taken: ");
    assertThat(topics.versions()).hasSizeGreaterThan(before);
    assertThat(topics.provenance("trainer.accepted-loss")).last().asString().contains(gone);
  }

  /** All of partition 0 but the end, behind what half of the log is. */
  private void take(String topic) throws Exception {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      long end =
          admin
              .listOffsets(Map.of(partition, OffsetSpec.latest()))
              .partitionResult(partition)
              .get()
              .offset();
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(end - 20))).all().get();
    }
  }

  private List<LogRecord> log(Topics topics) {
    return TestingLog.of(topics, start, 1, CLIPS);
  }
}
