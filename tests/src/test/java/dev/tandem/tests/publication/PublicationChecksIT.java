package dev.tandem.tests.publication;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.config.ConfigException;
import dev.tandem.trainer.job.BrokerLimits;
import dev.tandem.trainer.publication.LiveTrainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a broker tells before a job starts. */
class PublicationChecksIT {
  private static final Topics TOPICS = Topics.standard();

  @TempDir Path directory;

  private TestingBroker broker;
  private Admin admin;

  @BeforeEach
  void start() {
    broker = new TestingBroker(directory);
    admin = broker.admin();
    new TopicAdmin(admin).create(TOPICS.catalogue(List.of("audio", "video"), 1), Optional.empty());
  }

  @AfterEach
  void stop() {
    admin.close();
    broker.close();
  }

  @Test
  void shouldRefuseTransactionsThatTheBrokerWouldRefuse() {
    BrokerLimits.requireTransactions(admin, Duration.ofMinutes(15));

    assertThatThrownBy(() -> BrokerLimits.requireTransactions(admin, Duration.ofMinutes(16)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "publish.transaction-timeout is 960000 ms; the broker allows at most 900000 ms"
                + " (transaction.max.timeout.ms). Set publish.transaction-timeout=900000ms, or raise"
                + " the broker's limit.");
  }

  @Test
  void shouldRefuseASecondTrainerWhileOneWrites() throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "transactional.id",
            "tandem-train-av-models-0-7");
    try (KafkaProducer<byte[], byte[]> first =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      first.initTransactions();
      first.beginTransaction();
      first.send(new ProducerRecord<>(TOPICS.models(), new byte[1], new byte[1])).get();

      assertThatThrownBy(
              () ->
                  LiveTrainer.requireNone(admin, "tandem-train-av-models", "versions of model av"))
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith(
              "another job is writing versions of model av: its transaction"
                  + " tandem-train-av-models-0-7 is open. Stop that job.");
      assertThatCode(
              () -> LiveTrainer.requireNone(admin, "tandem-train-a-models", "versions of model a"))
          .doesNotThrowAnyException();
      first.commitTransaction();
    }
    LiveTrainer.requireNone(admin, "tandem-train-av-models", "versions of model av");
  }
}
