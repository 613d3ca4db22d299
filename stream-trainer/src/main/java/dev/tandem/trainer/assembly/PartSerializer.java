package dev.tandem.trainer.assembly;

import dev.tandem.schemas.records.ElementType;
import dev.tandem.stream.door.Origin;
import dev.tandem.stream.wire.Bytes;
import dev.tandem.stream.wire.VersionedSerializer;
import dev.tandem.stream.wire.VersionedType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes of a {@link Part}. */
public final class PartSerializer extends VersionedSerializer<Part> {
  public static final VersionedType<Part> TYPE =
      new VersionedType<>(Part.class, new PartSerializer());

  private static final long serialVersionUID = 1L;

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(Part part, DataOutputView out) throws IOException {
    writePart(part, out);
  }

  @Override
  protected Part read(int version, DataInputView in) throws IOException {
    return readPart(in);
  }

  static void writePart(Part part, DataOutput out) throws IOException {
    Bytes.writeText(part.clipId(), out);
    out.writeLong(part.clipTime());
    Bytes.writeText(part.stream(), out);
    out.writeInt(part.modality());
    out.writeInt(part.segment());
    out.writeInt(part.segments());
    Bytes.writeEnum(part.elementType(), out);
    out.writeFloat(part.scale());
    out.writeFloat(part.offset());
    writeShape(part.shape(), out);
    part.origin().write(out);
    Bytes.write(part.value(), out);
    out.writeInt(part.payloadBytes());
    out.writeBoolean(part.late());
  }

  static Part readPart(DataInput in) throws IOException {
    return new Part(
        Bytes.readText(in),
        in.readLong(),
        Bytes.readText(in),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        Bytes.readEnum(ElementType.class, in),
        in.readFloat(),
        in.readFloat(),
        readShape(in),
        Origin.read(in),
        Bytes.read(in),
        in.readInt(),
        in.readBoolean());
  }

  static void writeShape(List<Integer> shape, DataOutput out) throws IOException {
    Bytes.writeAll(shape, (size, o) -> o.writeInt(size), out);
  }

  static List<Integer> readShape(DataInput in) throws IOException {
    return List.copyOf(Bytes.readAll(DataInput::readInt, in));
  }
}
