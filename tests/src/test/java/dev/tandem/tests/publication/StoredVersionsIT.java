package dev.tandem.tests.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.scoring.FlinkFileReader;
import dev.tandem.stream.sink.OutRecord;
import dev.tandem.trainer.publication.KafkaLedger;
import dev.tandem.trainer.publication.PayloadFiles;
import dev.tandem.trainer.publication.PublicationState;
import dev.tandem.trainer.publication.Publisher;
import dev.tandem.trainer.publication.UnreadableVersionException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a trainer reads again of what it has published: the version that it is to go on from. */
class StoredVersionsIT {
  private static final Topics TOPICS = Topics.standard();
  private static final int RETAIN = 2;

  @TempDir Path directory;

  private TestingBroker broker;
  private KafkaLedger ledger;
  private KafkaProducer<byte[], byte[]> producer;
  private PublicationState state = PublicationState.initial(1);

  @BeforeEach
  void start() {
    broker = new TestingBroker(directory.resolve("kafka"));
    try (Admin admin = broker.admin()) {
      new TopicAdmin(admin)
          .create(TOPICS.catalogue(List.of("audio", "video"), 1), Optional.empty());
    }
    ledger =
        new KafkaLedger(
            KafkaConnection.to(broker.bootstrapServers()),
            TOPICS.models(),
            TOPICS.modelChunks(),
            "av");
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "max.request.size", 2 << 20);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    producer.close();
    broker.close();
  }

  @Test
  void shouldReadEachRetainedVersionFromItsChunks() {
    Publisher publisher = new Publisher(TOPICS, RETAIN, new PayloadFiles(1 << 30, ""));
    for (int version = 1; version <= 3; version++) {
      publish(publisher, payload(version));
    }

    assertThat(ledger.content(key(2)).payload()).isEqualTo(payload(2));
    assertThat(ledger.content(key(3)).payload()).isEqualTo(payload(3));
    assertThatThrownBy(() -> ledger.content(key(1)))
        .isInstanceOf(UnreadableVersionException.class)
        .hasMessage("av@1.1 is not on av.models.v1");
  }

  @Test
  void shouldReadALargeOneFromAnyOfFlinksFileSystems() throws Exception {
    String place = SlowFileSystem.SCHEME + ":" + directory.resolve("models");
    Publisher.Version published =
        publish(new Publisher(TOPICS, RETAIN, new PayloadFiles(1000, place)), payload(1));

    assertThat(ledger.content(key(1)).payload()).isEqualTo(payload(1));
    ModelManifest manifest = Wire.decode(published.records().get(0).value(), ModelManifest.class);
    URI reference = URI.create(manifest.getReference());
    FlinkFileReader reader = new FlinkFileReader();
    assertThat(reader.reads(reference)).isTrue();
    assertThat(reader.read(reference, manifest.getBytes())).isEqualTo(payload(1));
  }

  private static ModelKey key(int version) {
    return new ModelKey("av", 1, version);
  }

  /** Three chunks. */
  private static byte[] payload(int version) {
    byte[] payload = new byte[2 * Publisher.CHUNK_BYTES + 17];
    new Random(version).nextBytes(payload);
    return payload;
  }

  private Publisher.Version publish(Publisher publisher, byte[] payload) {
    Publisher.Version version =
        publisher.next(
            state, draft(state.version() + 1), Double.NaN, payload, Publisher.Retention.PLAIN);
    state = version.state();
    for (OutRecord record : version.records()) {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  record.topic(), null, record.timestamp(), record.key(), record.value()));
    }
    producer.flush();
    return version;
  }

  private static ModelManifest.Builder draft(int step) {
    return ModelManifest.newBuilder()
        .setModel("av")
        .setStep(step)
        .setTrainedUntil(Instant.EPOCH)
        .setPublishedAt(Instant.ofEpochMilli(System.currentTimeMillis()))
        .setArchitecture("{}")
        .setClassNames(List.of("no", "yes"))
        .setContract(List.of())
        .setMetrics(List.of())
        .setProvenance(List.of());
  }
}
