package dev.tandem.trainer.door;

import dev.tandem.trainer.door.SourceItem.Assignment;
import dev.tandem.trainer.door.SourceItem.RawRecord;
import dev.tandem.trainer.wire.Bytes;
import dev.tandem.trainer.wire.VersionedSerializer;
import dev.tandem.trainer.wire.VersionedType;
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
      raw.origin().write(out);
      Bytes.write(raw.key(), out);
      Bytes.writeOptional(Optional.ofNullable(raw.value()), Bytes::write, out);
    } else if (item instanceof Assignment assignment) {
      out.writeBoolean(false);
      Bytes.writeAll(assignment.partitions(), SourceItemSerializer::writePartition, out);
    }
  }

  @Override
  protected SourceItem read(int version, DataInputView in) throws IOException {
    if (in.readBoolean()) {
      return new RawRecord(
          Origin.read(in), Bytes.read(in), Bytes.readOptional(Bytes::read, in).orElse(null));
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
}
