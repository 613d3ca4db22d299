package dev.tandem.trainer.publication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.ModelPointer;
import dev.tandem.stream.sink.OutRecord;
import dev.tandem.stream.sink.OutRecordSchema;
import dev.tandem.stream.wire.RoundTrip;
import dev.tandem.trainer.publication.PublicationState.Retained;
import dev.tandem.trainer.publication.Publisher.Retention;
import dev.tandem.trainer.publication.Publisher.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {
  private static final byte[] ABC = "abc".getBytes(UTF_8);

  private final Publisher publisher =
      new Publisher(Topics.standard(), 2, new PayloadFiles(10 << 20, ""));

  @Test
  void shouldWriteChunksThenManifestThenPointer() {
    Version version = publish(PublicationState.initial(3), ABC);

    assertThat(version.records())
        .extracting(OutRecord::topic, record -> new String(record.key(), UTF_8))
        .containsExactly(
            tuple("av.model-chunks.v1", "tiny@3.1#0"),
            tuple("av.models.v1", "tiny@3.1"),
            tuple("av.models.v1", "tiny"));
  }

  @Test
  void shouldWriteAllRecordsAtOneTime() {
    PublicationState state = publish(PublicationState.initial(1), ABC).state();
    state = publish(state, ABC).state();

    assertThat(publish(state, ABC).records()).extracting(OutRecord::timestamp).containsOnly(77L);
  }

  @Test
  void shouldDescribeThePayloadInTheManifest() {
    ModelManifest manifest = manifest(publish(PublicationState.initial(3), ABC));

    assertThat(manifest.getGeneration()).isEqualTo(3);
    assertThat(manifest.getVersion()).isEqualTo(1);
    assertThat(manifest.getBytes()).isEqualTo(3);
    assertThat(manifest.getChunks()).isEqualTo(1);
    assertThat(manifest.getSha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void shouldPointToTheNewestVersion() {
    Version version = publish(PublicationState.initial(3), ABC);

    assertThat(Wire.decode(version.records().get(2).value(), ModelPointer.class))
        .isEqualTo(new ModelPointer("tiny", 3, 1, manifest(version).getSha256()));
  }

  @Test
  void shouldCutThePayloadIntoChunks() {
    byte[] payload = new byte[2 * Publisher.CHUNK_BYTES + 1];
    for (int i = 0; i < payload.length; i++) {
      payload[i] = (byte) ((i * 31) >> 8);
    }
    Version version = publish(PublicationState.initial(1), payload);

    List<OutRecord> chunks = version.records().subList(0, 3);
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    chunks.forEach(chunk -> joined.writeBytes(chunk.value()));
    assertThat(chunks).extracting(c -> c.value().length).containsExactly(524_288, 524_288, 1);
    assertThat(Arrays.equals(joined.toByteArray(), payload)).isTrue();
    assertThat(version.state().retained()).containsExactly(new Retained(1, 3, false, 0.5));
  }

  @Test
  void shouldPutALargePayloadIntoAFile(@TempDir Path directory) throws IOException {
    PayloadFiles files = new PayloadFiles(2, directory.toUri().toString());
    Version version =
        new Publisher(Topics.standard(), 2, files)
            .next(PublicationState.initial(1), draft(), 0.5, ABC, Retention.PLAIN);
    ModelManifest manifest = Wire.decode(version.records().get(0).value(), ModelManifest.class);

    assertThat(version.records()).extracting(OutRecord::topic).containsOnly("av.models.v1");
    assertThat(manifest.getChunks()).isZero();
    assertThat(manifest.getBytes()).isEqualTo(3);
    Path file = Path.of(URI.create(manifest.getReference()));
    assertThat(file).hasBinaryContent(ABC).hasParent(directory);

    files.delete(List.of(new ModelKey("tiny", 1, 1)));
    assertThat(file).doesNotExist();
  }

  @Test
  void shouldSayThatALargePayloadHasNoPlace() {
    Publisher small = new Publisher(Topics.standard(), 2, new PayloadFiles(2, ""));

    assertThatThrownBy(
            () -> small.next(PublicationState.initial(1), draft(), 0.5, ABC, Retention.PLAIN))
        .isInstanceOf(PublicationException.class)
        .hasMessage(
            "version tiny@1.1 has 3 bytes, more than publish.inline-limit (2), and"
                + " publish.directory is not set. Set it, or raise the limit.");
  }

  @Test
  void shouldMakeNoEmptyChunkOfAPayloadThatFillsItsChunks() {
    assertThat(publish(PublicationState.initial(1), new byte[Publisher.CHUNK_BYTES]).records())
        .hasSize(3);
  }

  @Test
  void shouldBuryWhatLeavesRetention() {
    PublicationState state =
        new PublicationState(1, 3, 60, List.of(new Retained(2, 2), new Retained(3, 1)));
    Version version = publish(state, ABC);

    assertThat(version.records().subList(3, 6))
        .allMatch(record -> record.value() == null)
        .extracting(OutRecord::topic, record -> new String(record.key(), UTF_8))
        .containsExactly(
            tuple("av.models.v1", "tiny@1.2"),
            tuple("av.model-chunks.v1", "tiny@1.2#0"),
            tuple("av.model-chunks.v1", "tiny@1.2#1"));
    assertThat(version.records()).hasSize(6);
    assertThat(version.state())
        .isEqualTo(
            new PublicationState(
                1, 4, 80, List.of(new Retained(3, 1), new Retained(4, 1, false, 0.5))));
  }

  @Test
  void shouldNeverBuryWhatIsPinned() {
    PublicationState state = PublicationState.initial(1);
    for (int version = 1; version <= 5; version++) {
      state =
          publisher
              .next(state, draft(), 0.5, ABC, new Retention(one -> one == 2, new TreeMap<>()))
              .state();
    }

    assertThat(state.retained()).extracting(Retained::version).containsExactly(2, 4, 5);
  }

  /** The states before it are those of checkpoints, and a job may go back to one. */
  @Test
  void shouldLeaveEarlierStatesAsTheyWere() {
    List<PublicationState> states = new ArrayList<>(List.of(PublicationState.initial(1)));
    for (int version = 1; version <= 100; version++) {
      states.add(publish(states.get(version - 1), ABC).state());
    }

    for (int version = 2; version <= 100; version++) {
      assertThat(states.get(version).retained())
          .extracting(Retained::version)
          .containsExactly(version - 1, version);
    }
    PublicationState again = publish(states.get(50).withNewestHeld(true), ABC).state();
    assertThat(again.retained())
        .extracting(Retained::version, Retained::held)
        .containsExactly(tuple(50, true), tuple(51, false));
    assertThat(publish(states.get(50), ABC).state()).isEqualTo(states.get(51));
    assertThat(states.get(51).retained()).extracting(Retained::held).containsExactly(false, false);
  }

  @Test
  void shouldNotPointToAHeldVersion() {
    Version version =
        publisher.next(
            PublicationState.initial(1), draft().setHeld("worse"), 0.2, ABC, Retention.PLAIN);

    assertThat(version.records())
        .extracting(record -> new String(record.key(), UTF_8))
        .containsExactly("tiny@1.1#0", "tiny@1.1");
    assertThat(version.state().retained()).containsExactly(new Retained(1, 1, true, 0.2));
  }

  @Test
  void shouldBuryAllThatLeavesALowerRetention() {
    PublicationState state =
        new PublicationState(
            1, 3, 60, List.of(new Retained(1, 1), new Retained(2, 1), new Retained(3, 1)));

    assertThat(publish(state, ABC).records())
        .filteredOn(record -> record.value() == null)
        .extracting(record -> new String(record.key(), UTF_8))
        .containsExactly("tiny@1.1", "tiny@1.1#0", "tiny@1.2", "tiny@1.2#0");
  }

  @Test
  void shouldRoundTripItsRecords() {
    OutRecord letter = OutRecord.of("t", new byte[] {1}, null, 5);
    letter.headers().put("reason", ABC);

    for (OutRecord record : List.of(letter, OutRecord.of("t", new byte[0], ABC, 5))) {
      assertThat(RoundTrip.of(OutRecord.TYPE.serializer(), record))
          .usingRecursiveComparison()
          .isEqualTo(record);
    }
  }

  @Test
  void shouldHandRecordsToKafkaAsTheyAre() {
    OutRecord letter = OutRecord.of("t", new byte[] {1}, null, 5);
    letter.headers().put("reason", ABC);
    ProducerRecord<byte[], byte[]> record = new OutRecordSchema().serialize(letter, null, 9L);

    assertThat(record.topic()).isEqualTo("t");
    assertThat(record.partition()).isNull();
    assertThat(record.timestamp()).isEqualTo(5);
    assertThat(record.key()).containsExactly(1);
    assertThat(record.value()).isNull();
    assertThat(record.headers().lastHeader("reason").value()).isEqualTo(ABC);
  }

  private Version publish(PublicationState state, byte[] payload) {
    return publisher.next(state, draft(), 0.5, payload, Retention.PLAIN);
  }

  private static ModelManifest manifest(Version version) {
    return Wire.decode(version.records().get(1).value(), ModelManifest.class);
  }

  private static ModelManifest.Builder draft() {
    return ModelManifest.newBuilder()
        .setModel("tiny")
        .setStep(80)
        .setTrainedUntil(Instant.ofEpochMilli(50))
        .setPublishedAt(Instant.ofEpochMilli(77))
        .setArchitecture("{}")
        .setClassNames(List.of("cat", "dog"))
        .setContract(List.of())
        .setMetrics(List.of())
        .setProvenance(List.of());
  }
}
