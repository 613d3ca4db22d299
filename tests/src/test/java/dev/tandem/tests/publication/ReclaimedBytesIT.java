package dev.tandem.tests.publication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.stream.sink.OutRecord;
import dev.tandem.tests.Patience;
import dev.tandem.trainer.publication.PayloadFiles;
import dev.tandem.trainer.publication.PublicationState;
import dev.tandem.trainer.publication.Publisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves retention leaves the broker's disk, with the settings of the catalogue. */
@Tag("long")
class ReclaimedBytesIT {
  private static final int PAYLOAD = 8 << 20;
  private static final int VERSIONS = 50;
  private static final int RETAIN = 3;
  private static final long WRITTEN = (long) VERSIONS * PAYLOAD;

  /** What is retained, the segment that is being written, and one that is being cleaned. */
  private static final long ENOUGH = (RETAIN * (long) PAYLOAD) + (2 * (64L << 20));

  private final Topics topics = Topics.standard();
  private final Publisher publisher = new Publisher(topics, RETAIN, new PayloadFiles(PAYLOAD, ""));

  @TempDir Path directory;

  @Test
  void shouldGiveBackTheBytesOfRetiredVersions() throws Exception {
    try (TestingBroker broker = new TestingBroker(directory)) {
      try (Admin admin = broker.admin()) {
        new TopicAdmin(admin)
            .create(topics.catalogue(List.of("audio", "video"), 1), Optional.empty());
      }
      publish(broker); // the broker may clean meanwhile
      assertThat(WRITTEN).isGreaterThan(ENOUGH + (100L << 20));

      Patience.until(() -> size() < ENOUGH, this::left);
      System.out.printf("%,d bytes were written, %,d are left%n", WRITTEN, size());
    }
  }

  private void publish(TestingBroker broker) throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "transactional.id",
            "trainer",
            "max.request.size",
            2 << 20);
    Random random = new Random(1);
    byte[] payload = new byte[PAYLOAD];
    PublicationState state = PublicationState.initial(1);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      for (int version = 0; version < VERSIONS; version++) {
        random.nextBytes(payload);
        Publisher.Version next =
            publisher.next(state, draft(version), Double.NaN, payload, Publisher.Retention.PLAIN);
        state = next.state();
        producer.beginTransaction();
        for (OutRecord record : next.records()) {
          var unused =
              producer.send(new ProducerRecord<>(record.topic(), record.key(), record.value()));
        }
        producer.commitTransaction();
      }
    }
  }

  private static ModelManifest.Builder draft(int step) {
    return ModelManifest.newBuilder()
        .setModel("av")
        .setStep(step)
        .setTrainedUntil(Instant.EPOCH)
        .setPublishedAt(Instant.now())
        .setArchitecture("{}")
        .setClassNames(List.of("no", "yes"))
        .setContract(List.of())
        .setMetrics(List.of())
        .setProvenance(List.of());
  }

  private String left() {
    try {
      return size() + " bytes";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the chunks on disk, those included whose deletion is due. */
  private long size() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve(topics.modelChunks() + "-0"))) {
      return files.filter(file -> file.toString().contains(".log")).mapToLong(this::size).sum();
    }
  }

  private long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
