package dev.tandem.trainer.control;

import dev.tandem.trainer.wire.Bytes;
import dev.tandem.trainer.wire.VersionedSerializer;
import dev.tandem.trainer.wire.VersionedType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Everything that {@link Controls} have to know again after a restart. Immutable.
 *
 * @param read newest offset that was taken note of, by partition
 * @param decided clip time of the latest clip that was decided
 * @param quarantine by stream and clip time from which on: whether the stream is kept out
 */
public record ControlState(
    SortedMap<Integer, Long> read,
    long decided,
    SortedMap<String, SortedMap<Long, Boolean>> quarantine) {
  public static final ControlState EMPTY =
      new ControlState(new TreeMap<>(), Long.MIN_VALUE, new TreeMap<>());

  public static final VersionedType<ControlState> TYPE =
      new VersionedType<>(ControlState.class, new Serializer());

  /** Bytes of a {@link ControlState}. */
  public static final class Serializer extends VersionedSerializer<ControlState> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int version() {
      return 1;
    }

    @Override
    protected void write(ControlState state, DataOutputView out) throws IOException {
      Bytes.writeAll(
          state.read.entrySet(),
          (entry, o) -> {
            o.writeInt(entry.getKey());
            o.writeLong(entry.getValue());
          },
          out);
      out.writeLong(state.decided);
      Bytes.writeAll(state.quarantine.entrySet(), Serializer::writeStream, out);
    }

    private static void writeStream(
        Map.Entry<String, SortedMap<Long, Boolean>> stream, DataOutput out) throws IOException {
      Bytes.writeText(stream.getKey(), out);
      Bytes.writeAll(
          stream.getValue().entrySet(),
          (change, o) -> {
            o.writeLong(change.getKey());
            o.writeBoolean(change.getValue());
          },
          out);
    }

    @Override
    protected ControlState read(int version, DataInputView in) throws IOException {
      TreeMap<Integer, Long> read = new TreeMap<>();
      Bytes.readAll(i -> Map.entry(i.readInt(), i.readLong()), in)
          .forEach(entry -> read.put(entry.getKey(), entry.getValue()));
      long decided = in.readLong();
      TreeMap<String, SortedMap<Long, Boolean>> quarantine = new TreeMap<>();
      Bytes.readAll(Serializer::readStream, in)
          .forEach(stream -> quarantine.put(stream.getKey(), stream.getValue()));
      return new ControlState(read, decided, quarantine);
    }

    private static Map.Entry<String, SortedMap<Long, Boolean>> readStream(DataInput in)
        throws IOException {
      String stream = Bytes.readText(in);
      TreeMap<Long, Boolean> changes = new TreeMap<>();
      Bytes.readAll(i -> Map.entry(i.readLong(), i.readBoolean()), in)
          .forEach(change -> changes.put(change.getKey(), change.getValue()));
      return Map.entry(stream, changes);
    }
  }
}
