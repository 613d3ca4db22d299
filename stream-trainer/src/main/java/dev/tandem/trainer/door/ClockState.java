package dev.tandem.trainer.door;

import dev.tandem.trainer.wire.Bytes;
import dev.tandem.trainer.wire.VersionedSerializer;
import dev.tandem.trainer.wire.VersionedType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A {@link PartitionClock} in a checkpoint.
 *
 * @param read by the subtask that wrote this; otherwise it only hands on what it restored, and
 *     another's word counts more
 * @param version of {@code bytes}
 */
record ClockState(String topic, int partition, boolean read, int version, byte[] bytes) {
  private static final int VERSION = 4;

  static final VersionedType<ClockState> TYPE =
      new VersionedType<>(ClockState.class, new Serializer());

  static ClockState of(String topic, int partition, boolean read, PartitionClock clock)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    clock.write(new DataOutputStream(bytes));
    return new ClockState(topic, partition, read, VERSION, bytes.toByteArray());
  }

  PartitionClock clock(PartitionClock.Rules rules) throws IOException {
    return PartitionClock.read(
        rules, version, new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  /** Bytes of a {@link ClockState}. */
  public static final class Serializer extends VersionedSerializer<ClockState> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int version() {
      return VERSION;
    }

    @Override
    protected boolean reads(int version) {
      return version >= 2 && version <= VERSION;
    }

    @Override
    protected void write(ClockState value, DataOutputView out) throws IOException {
      Bytes.writeText(value.topic, out);
      out.writeInt(value.partition);
      out.writeBoolean(value.read);
      out.writeInt(value.version);
      Bytes.write(value.bytes, out);
    }

    @Override
    protected ClockState read(int version, DataInputView in) throws IOException {
      return new ClockState(
          Bytes.readText(in),
          in.readInt(),
          in.readBoolean(),
          version < 3 ? version : in.readInt(),
          Bytes.read(in));
    }
  }
}
