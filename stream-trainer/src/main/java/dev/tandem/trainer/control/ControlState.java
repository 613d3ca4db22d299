package dev.tandem.trainer.control;

import dev.tandem.schemas.ModelKey;
import dev.tandem.stream.door.Origin;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.stream.wire.Bytes;
import dev.tandem.stream.wire.VersionedSerializer;
import dev.tandem.stream.wire.VersionedType;
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
 * @param compared event time of the latest version that was compared with another
 * @param releases held versions that were released, and since which event time
 * @param ordered event time of the latest batch that obeyed what there was to obey
 * @param orders words to halt or to go on that are not due yet, by their event times
 */
public record ControlState(
    SortedMap<Integer, Long> read,
    long decided,
    SortedMap<String, SortedMap<Long, Boolean>> quarantine,
    long compared,
    SortedMap<ModelKey, Long> releases,
    long ordered,
    SortedMap<Long, RawRecord> orders) {
  public static final ControlState EMPTY =
      new ControlState(
          new TreeMap<>(),
          Long.MIN_VALUE,
          new TreeMap<>(),
          Long.MIN_VALUE,
          new TreeMap<>(),
          Long.MIN_VALUE,
          new TreeMap<>());

  public static final VersionedType<ControlState> TYPE =
      new VersionedType<>(ControlState.class, new Serializer());

  /** Bytes of a {@link ControlState}. */
  public static final class Serializer extends VersionedSerializer<ControlState> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int version() {
      return 2;
    }

    @Override
    protected boolean reads(int version) {
      return version == 1 || version == 2;
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
      out.writeLong(state.compared);
      Bytes.writeAll(
          state.releases.entrySet(),
          (entry, o) -> {
            Bytes.writeText(entry.getKey().model(), o);
            o.writeInt(entry.getKey().generation());
            o.writeInt(entry.getKey().version());
            o.writeLong(entry.getValue());
          },
          out);
      out.writeLong(state.ordered);
      Bytes.writeAll(state.orders.entrySet(), Serializer::writeOrder, out);
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
      if (version == 1) {
        return new ControlState(
            read, decided, quarantine, EMPTY.compared, EMPTY.releases, EMPTY.ordered, EMPTY.orders);
      }
      return new ControlState(
          read,
          decided,
          quarantine,
          in.readLong(),
          readReleases(in),
          in.readLong(),
          readOrders(in));
    }

    private static void writeOrder(Map.Entry<Long, RawRecord> order, DataOutput out)
        throws IOException {
      out.writeLong(order.getKey());
      RawRecord word = order.getValue();
      Bytes.writeText(word.origin().topic(), out);
      out.writeInt(word.origin().partition());
      out.writeLong(word.origin().offset());
      out.writeLong(word.origin().timestamp());
      Bytes.write(word.key(), out);
      Bytes.write(word.value(), out);
    }

    private static SortedMap<Long, RawRecord> readOrders(DataInput in) throws IOException {
      TreeMap<Long, RawRecord> orders = new TreeMap<>();
      Bytes.readAll(
              i ->
                  Map.entry(
                      i.readLong(),
                      new RawRecord(
                          new Origin(Bytes.readText(i), i.readInt(), i.readLong(), i.readLong()),
                          Bytes.read(i),
                          Bytes.read(i))),
              in)
          .forEach(order -> orders.put(order.getKey(), order.getValue()));
      return orders;
    }

    private static SortedMap<ModelKey, Long> readReleases(DataInput in) throws IOException {
      TreeMap<ModelKey, Long> releases = new TreeMap<>();
      Bytes.readAll(
              i ->
                  Map.entry(
                      new ModelKey(Bytes.readText(i), i.readInt(), i.readInt()), i.readLong()),
              in)
          .forEach(entry -> releases.put(entry.getKey(), entry.getValue()));
      return releases;
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
