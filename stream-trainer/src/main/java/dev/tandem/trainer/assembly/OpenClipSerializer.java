package dev.tandem.trainer.assembly;

import dev.tandem.stream.wire.Bytes;
import dev.tandem.stream.wire.VersionedSerializer;
import dev.tandem.stream.wire.VersionedType;
import dev.tandem.trainer.assembly.OpenClip.Slot;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes of an {@link OpenClip}. */
public final class OpenClipSerializer extends VersionedSerializer<OpenClip> {
  static final VersionedType<OpenClip> TYPE =
      new VersionedType<>(OpenClip.class, new OpenClipSerializer());

  private static final long serialVersionUID = 1L;

  @Override
  protected int version() {
    return 2;
  }

  @Override
  protected void write(OpenClip clip, DataOutputView out) throws IOException {
    Bytes.writeAll(clip.slots(), OpenClipSerializer::writeSlot, out);
    out.writeBoolean(clip.closed());
    out.writeLong(clip.dueAt());
  }

  @Override
  protected OpenClip read(int version, DataInputView in) throws IOException {
    return new OpenClip(
        Bytes.readAll(OpenClipSerializer::readSlot, in), in.readBoolean(), in.readLong());
  }

  private static void writeSlot(Slot slot, DataOutput out) throws IOException {
    out.writeInt(slot.modality());
    out.writeInt(slot.segment());
    out.writeInt(slot.segments());
    out.writeLong(slot.clipTime());
    out.writeLong(slot.fingerprint());
    Bytes.writeOptional(slot.part(), PartSerializer::writePart, out);
  }

  private static Slot readSlot(DataInput in) throws IOException {
    return new Slot(
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        Bytes.readOptional(PartSerializer::readPart, in));
  }
}
