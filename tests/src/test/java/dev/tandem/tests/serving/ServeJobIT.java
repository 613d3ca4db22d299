package dev.tandem.tests.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.tests.Patience;
import dev.tandem.tests.RunningTandem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code tandem serve --target flink} in a process of its own. */
class ServeJobIT {
  private static final Topics TOPICS = Topics.standard();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  private EmbeddedKafka kafka;
  private KafkaConnection connection;
  private TestingTrainer trainer;
  private TestingClipWriter clips;

  @BeforeEach
  void start() {
    kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
    connection = kafka.connection();
    try (Admin admin = connection.admin()) {
      new TopicAdmin(admin)
          .create(TOPICS.catalogue(List.of("audio", "video"), 2), Optional.empty());
    }
    trainer = new TestingTrainer(connection, TOPICS, TestingTrainer.perceptrons(16));
    clips = new TestingClipWriter(connection, TOPICS);
  }

  @AfterEach
  void stop() {
    clips.close();
    trainer.close();
    kafka.close();
  }

  @Test
  void shouldAnswerEachClipOnceWithTheNewestVersionAndThroughAKill() throws Exception {
    clips.write(0, 300); // they wait for a model
    clips.writeJunk();
    RunningTandem job = serve();
    trainer.publish(1);
    Patience.until(() -> versions().size() == 300, this::versions);
    assertThat(versions().values()).containsOnly(1);
    requireASecondIsRefused(job);
    Patience.until(() -> positions() >= 300 + TestingClipWriter.JUNK_RECORDS);

    trainer.publish(2);
    int written = 300;
    while (!versions().containsValue(2)) {
      job.requireAlive();
      clips.write(written, 10);
      written += 10;
    }
    job.kill();
    clips.write(written, 50);
    int all = written + 50;
    RunningTandem next = serve();
    Patience.until(() -> versions().size() == all, this::versions);
    next.terminate();

    assertThat(next.output())
        .contains(", from " + state().resolve("serve/tandem-serve-av/checkpoints"))
        .contains("stopped; the next start goes on from")
        .doesNotContain("Offset commit on checkpoint is disabled");
    assertThat(predictions()).hasSize(all);
    assertThat(new TopicReader(connection, TOPICS.deadLetters()).all())
        .hasSize(TestingClipWriter.JUNK_RECORDS);
  }

  /** And touches nothing that the first goes on from. */
  private void requireASecondIsRefused(RunningTandem first) throws Exception {
    Path points = state().resolve("serve/tandem-serve-av/job.properties");
    String before = Files.readString(points);
    RunningTandem second = serve();

    assertThat(second.await()).isEqualTo(2);
    assertThat(second.output())
        .contains("is in use by process %d (tandem serve, since ".formatted(first.pid()));
    assertThat(points).hasContent(before);
  }

  /** Where Kafka's lag tools see the job. */
  private long positions() throws Exception {
    try (Admin admin = connection.admin()) {
      return admin
          .listConsumerGroupOffsets("tandem-serve-av-positions")
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    }
  }

  private Path state() {
    return directory.resolve("state");
  }

  private RunningTandem serve() throws IOException {
    return RunningTandem.startFrugal(
        directory,
        "512m",
        "serve",
        "--bootstrap-server",
        kafka.bootstrapServers(),
        "--target",
        "flink",
        "--state",
        state().toString(),
        "--parallelism",
        "2");
  }

  private List<Prediction> predictions() {
    List<Prediction> predictions = new ArrayList<>();
    new TopicReader(connection, TOPICS.predictions())
        .all()
        .forEach(record -> predictions.add(Wire.decode(record.value(), Prediction.class)));
    return predictions;
  }

  /** Which version answered, by clip. */
  private Map<String, Integer> versions() {
    Map<String, Integer> versions = new TreeMap<>();
    predictions().forEach(one -> versions.put(one.getClipId(), one.getVersion()));
    return versions;
  }
}
