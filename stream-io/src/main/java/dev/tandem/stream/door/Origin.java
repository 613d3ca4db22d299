package dev.tandem.stream.door;

import dev.tandem.stream.wire.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Where a record lies.
 *
 * @param timestamp the record's time, milliseconds since the epoch
 */
public record Origin(String topic, int partition, long offset, long timestamp) {

  public void write(DataOutput out) throws IOException {
    Bytes.writeText(topic, out);
    out.writeInt(partition);
    out.writeLong(offset);
    out.writeLong(timestamp);
  }

  public static Origin read(DataInput in) throws IOException {
    return new Origin(Bytes.readText(in), in.readInt(), in.readLong(), in.readLong());
  }
}
