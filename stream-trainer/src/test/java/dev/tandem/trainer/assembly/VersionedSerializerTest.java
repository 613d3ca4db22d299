package dev.tandem.trainer.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.stream.door.SourceItem;
import dev.tandem.stream.door.SourceItem.Assignment;
import dev.tandem.stream.door.SourceItemSerializer;
import dev.tandem.stream.door.Tally;
import dev.tandem.stream.wire.RoundTrip;
import dev.tandem.stream.wire.VersionedSerializer;
import dev.tandem.trainer.labels.KnownLabel;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class VersionedSerializerTest {
  private static final VersionedSerializer<Tally> SERIALIZER = Tally.TYPE.serializer();

  @Test
  void shouldWriteItsVersionFirst() throws IOException {
    assertThat(RoundTrip.bytes(SERIALIZER, Tally.LATE)[0]).isEqualTo((byte) 1);
  }

  @Test
  void shouldRefuseAnUnknownVersion() throws IOException {
    byte[] bytes = RoundTrip.bytes(SERIALIZER, Tally.LATE);
    bytes[0] = (byte) 200;

    assertThatThrownBy(() -> SERIALIZER.deserialize(new DataInputDeserializer(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "dev.tandem.stream.door.Tally$Bytes cannot read version 200, only up to 1;"
                + " was this state written by a newer Tandem?");
  }

  @Test
  void shouldCopyBytesThroughItsVersion() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(16);
    byte[] bytes = RoundTrip.bytes(SERIALIZER, Tally.INVALID);
    SERIALIZER.copy(new DataInputDeserializer(bytes), out);

    assertThat(out.getCopyOfBuffer()).isEqualTo(bytes);
  }

  @Test
  void shouldHandOnWhatIsImmutable() {
    SourceItem item = new Assignment(List.of(new TopicPartition("t", 1)));

    assertThat(SourceItemSerializer.TYPE.serializer().isImmutableType()).isTrue();
    assertThat(SourceItemSerializer.TYPE.serializer().copy(item)).isSameAs(item);
  }

  @Test
  void shouldRestoreItselfFromItsSnapshot() throws IOException {
    TypeSerializerSnapshot<Tally> restored = restored(SERIALIZER.snapshotConfiguration());

    assertThat(restored.restoreSerializer()).isEqualTo(SERIALIZER);
    assertThat(
            SERIALIZER
                .snapshotConfiguration()
                .resolveSchemaCompatibility(restored)
                .isCompatibleAsIs())
        .isTrue();
  }

  @Test
  void shouldBeIncompatibleWithTheStateOfAnotherType() throws IOException {
    TypeSerializerSnapshot<?> other =
        restored(PartSerializer.TYPE.serializer().snapshotConfiguration());

    assertThat(
            KnownLabel.TYPE
                .serializer()
                .snapshotConfiguration()
                .resolveSchemaCompatibility(cast(other))
                .isIncompatible())
        .isTrue();
  }

  @SuppressWarnings("unchecked") // the wrong type is what the test is about
  private static <T> TypeSerializerSnapshot<T> cast(TypeSerializerSnapshot<?> snapshot) {
    return (TypeSerializerSnapshot<T>) snapshot;
  }

  private static <T> TypeSerializerSnapshot<T> restored(TypeSerializerSnapshot<T> snapshot)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
    return TypeSerializerSnapshot.readVersionedSnapshot(
        new DataInputDeserializer(out.getCopyOfBuffer()),
        VersionedSerializerTest.class.getClassLoader());
  }
}
