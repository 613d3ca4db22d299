package dev.tandem.tests.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.tests.Patience;
import dev.tandem.tests.RunningTandem;
import dev.tandem.tests.log.TestingLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Topics that are deleted under what writes them, and under the consumer that answers clips. */
class DeletedTopicsIT {
  /** What Kafka's clients may say of it besides. */
  private static final int WARNINGS = 50;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  @Tag("long") // waits for two jobs to notice; TopicChangesIT has one of them
  void shouldEndWhereATopicIsDeletedAndSayWhich() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      TestingTopics trained = TestingTopics.create(kafka.bootstrapServers(), "trained");
      TestingTopics fed = TestingTopics.create(kafka.bootstrapServers(), "fed");
      trained.write(
          TestingLog.of(trained.topics(), Instant.now().minus(Duration.ofDays(20)), 1, 400));
      RunningTandem train = new Command(directory, trained).startTrain("state", Map.of());
      RunningTandem serve = new Command(directory, fed).startServe();
      RunningTandem ingest = new Command(directory, fed).startIngest();
      awaitWord(train, ": step ");
      awaitWord(serve, "waiting for a version of model av");
      awaitWord(ingest, "3 clips published");

      admin
          .deleteTopics(
              List.of(
                  trained.topics().models(), fed.topics().clips(), fed.topics().features("video")))
          .all()
          .get();

      requireEnd(train, trained.topics().models(), "while this job wrote to it");
      requireEnd(serve, fed.topics().clips(), "while this command used it");
      requireEnd(ingest, fed.topics().features("video"), "while this command used it");
      serve.requireNoSilence();
      ingest.requireNoSilence();
    }
  }

  private static void awaitWord(RunningTandem running, String word) {
    Patience.until(
        () -> {
          running.requireAlive();
          return running.output().contains(word);
        },
        running::output);
  }

  private static void requireEnd(RunningTandem running, String topic, String use) throws Exception {
    assertThat(running.await()).as(running.output()).isEqualTo(1);
    assertThat(running.output().lines().filter(line -> line.startsWith("tandem ")).toList())
        .last()
        .asString()
        .contains("topic %s was deleted %s".formatted(topic, use), "tandem topics create");
    assertThat(running.output().lines().filter(line -> line.matches("[0-9:.]+ (WARN|ERROR) .*")))
        .hasSizeLessThan(WARNINGS);
  }
}
