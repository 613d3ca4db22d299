package dev.tandem.stream.sink;

import dev.tandem.stream.wire.Bytes;
import dev.tandem.stream.wire.VersionedSerializer;
import dev.tandem.stream.wire.VersionedType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A record on its way to Kafka.
 *
 * @param value null for a tombstone, as in Kafka
 * @param timestamp the record's time, milliseconds since the epoch
 */
public record OutRecord(
    String topic, byte[] key, byte[] value, long timestamp, SortedMap<String, byte[]> headers) {

  public static final VersionedType<OutRecord> TYPE =
      new VersionedType<>(OutRecord.class, new Serializer());

  public static OutRecord of(String topic, byte[] key, byte[] value, long timestamp) {
    return new OutRecord(topic, key, value, timestamp, new TreeMap<>());
  }

  public void write(DataOutput out) throws IOException {
    Bytes.writeText(topic, out);
    Bytes.write(key, out);
    Bytes.writeOptional(Optional.ofNullable(value), Bytes::write, out);
    out.writeLong(timestamp);
    Bytes.writeAll(
        headers.entrySet(),
        (header, o) -> {
          Bytes.writeText(header.getKey(), o);
          Bytes.write(header.getValue(), o);
        },
        out);
  }

  public static OutRecord read(DataInput in) throws IOException {
    String topic = Bytes.readText(in);
    byte[] key = Bytes.read(in);
    byte[] value = Bytes.readOptional(Bytes::read, in).orElse(null);
    long timestamp = in.readLong();
    SortedMap<String, byte[]> headers = new TreeMap<>();
    Bytes.readAll(i -> Map.entry(Bytes.readText(i), Bytes.read(i)), in)
        .forEach(header -> headers.put(header.getKey(), header.getValue()));
    return new OutRecord(topic, key, value, timestamp, headers);
  }

  /** Bytes of an {@link OutRecord}. */
  public static final class Serializer extends VersionedSerializer<OutRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int version() {
      return 1;
    }

    @Override
    protected void write(OutRecord value, DataOutputView out) throws IOException {
      value.write(out);
    }

    @Override
    protected OutRecord read(int version, DataInputView in) throws IOException {
      return OutRecord.read(in);
    }
  }
}
