package dev.tandem.trainer.door;

import dev.tandem.trainer.door.SourceItem.Assignment;
import dev.tandem.trainer.door.SourceItem.RawRecord;
import dev.tandem.trainer.wire.Bytes;
import dev.tandem.trainer.wire.VersionedSerializer;
import dev.tandem.trainer.wire.VersionedType;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes of a {@link SourceItem}; used only where a door is not chained to its source. */
public final class SourceItemSerializer extends VersionedSerializer<SourceItem> {
  public static final VersionedType<SourceItem> TYPE =
      new VersionedType<>(SourceItem.class, new SourceItemSerializer());

  private static final long serialVersionUID = 1L;

  @Override
  protected int version() {
    return 1;
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
      Bytes.writeAll(assignment.partitions(), (p, o) -> o.writeInt(p), out);
    }
  }

  @Override
  protected SourceItem read(int version, DataInputView in) throws IOException {
    if (in.readBoolean()) {
      return new RawRecord(
          Origin.read(in), Bytes.read(in), Bytes.readOptional(Bytes::read, in).orElse(null));
    }
    return new Assignment(Bytes.readAll(java.io.DataInput::readInt, in));
  }
}
