package dev.tandem.stream.door;

import dev.tandem.stream.door.SourceItem.Assignment;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.stream.wire.Bytes;
import dev.tandem.stream.wire.VersionedSerializer;
import dev.tandem.stream.wire.VersionedType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.kafka.common.TopicPartition;

/** Bytes of a {@link SourceItem}; used only where a door is not chained to its source. */
public final class SourceItemSerializer extends VersionedSerializer<SourceItem> {
  public static final VersionedType<SourceItem> TYPE =
      new VersionedType<>(SourceItem.class, new SourceItemSerializer());

  private static final long serialVersionUID = 1L;

  @Override
  protected int version() {
    return 2;
  }

  @Override
  protected void write(SourceItem item, DataOutputView out) throws IOException {
    if (item instanceof RawRecord raw) {
      out.writeBoolean(true);
      writeRaw(raw, out);
    } else if (item instanceof Assignment assignment) {
      out.writeBoolean(false);
      Bytes.writeAll(assignment.partitions(), SourceItemSerializer::writePartition, out);
    }
  }

  @Override
  protected SourceItem read(int version, DataInputView in) throws IOException {
    if (in.readBoolean()) {
      return readRaw(in);
    }
    return new Assignment(Bytes.readAll(SourceItemSerializer::readPartition, in));
  }

  private static void writePartition(TopicPartition partition, DataOutput out) throws IOException {
    Bytes.writeText(partition.topic(), out);
    out.writeInt(partition.partition());
  }

  private static TopicPartition readPartition(DataInput in) throws IOException {
    return new TopicPartition(Bytes.readText(in), in.readInt());
  }

  /** A record on its own. */
  public static void writeRaw(RawRecord raw, DataOutput out) throws IOException {
    raw.origin().write(out);
    Bytes.write(raw.key(), out);
    Bytes.writeOptional(Optional.ofNullable(raw.value()), Bytes::write, out);
  }

  /** Reads what {@link #writeRaw} wrote. */
  public static RawRecord readRaw(DataInput in) throws IOException {
    return new RawRecord(
        Origin.read(in), Bytes.read(in), Bytes.readOptional(Bytes::read, in).orElse(null));
  }
}
