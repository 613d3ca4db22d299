package dev.tandem.stream.door;

import dev.tandem.stream.wire.VersionedSerializer;
import dev.tandem.stream.wire.VersionedType;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The clocks of a subtask in a checkpoint. */
record ClockState(List<Part> parts) {
  private static final int VERSION = 5;

  static final VersionedType<ClockState> TYPE =
      new VersionedType<>(ClockState.class, new Serializer());

  /**
   * A partition's clock.
   *
   * @param read by the subtask that wrote this; otherwise it only hands on what it restored, and
   *     another's word counts more
   */
  record Part(String topic, int partition, boolean read, ClockSnapshot clock) {}

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
      ClockBytes.write(value.parts, out);
    }

    @Override
    protected ClockState read(int version, DataInputView in) throws IOException {
      return new ClockState(
          version < VERSION ? List.of(EarlierClockBytes.read(version, in)) : ClockBytes.read(in));
    }
  }
}
