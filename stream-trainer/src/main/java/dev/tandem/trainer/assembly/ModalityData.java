package dev.tandem.trainer.assembly;

import dev.tandem.schemas.records.ElementType;
import dev.tandem.stream.door.Origin;
import dev.tandem.stream.wire.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The features of one modality of one clip.
 *
 * @param modality index in the configured order
 * @param bytes holds the payload from {@code start}, {@code length} bytes of it
 * @param origins where its segments lie in Kafka
 */
public record ModalityData(
    int modality,
    ElementType elementType,
    float scale,
    float offset,
    List<Integer> shape,
    byte[] bytes,
    int start,
    int length,
    List<Origin> origins) {

  /** The payload itself, little-endian; not to be changed. What is read-only is copied by Avro. */
  public ByteBuffer payload() {
    return ByteBuffer.wrap(bytes, start, length).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The numbers that the payload stands for, row-major. */
  public float[] values() {
    return elementType == ElementType.FLOAT32 ? floats() : bytesAsFloats();
  }

  /** Scale and offset are 1 and 0: the door has seen to that. */
  private float[] floats() {
    float[] values = new float[length / 4];
    payload().asFloatBuffer().get(values);
    return values;
  }

  private float[] bytesAsFloats() {
    float[] meanings = new float[256];
    for (int element = 0; element < meanings.length; element++) {
      meanings[element] = scale * element + offset;
    }
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = meanings[bytes[start + i] & 0xFF];
    }
    return values;
  }

  public void write(DataOutput out) throws IOException {
    out.writeInt(modality);
    Bytes.writeEnum(elementType, out);
    out.writeFloat(scale);
    out.writeFloat(offset);
    PartSerializer.writeShape(shape, out);
    Bytes.write(bytes, start, length, out);
    Bytes.writeAll(origins, Origin::write, out);
  }

  public static ModalityData read(DataInput in) throws IOException {
    int modality = in.readInt();
    ElementType type = Bytes.readEnum(ElementType.class, in);
    float scale = in.readFloat();
    float offset = in.readFloat();
    List<Integer> shape = PartSerializer.readShape(in);
    byte[] bytes = Bytes.read(in);
    return new ModalityData(
        modality,
        type,
        scale,
        offset,
        shape,
        bytes,
        0,
        bytes.length,
        Bytes.readAll(Origin::read, in));
  }
}
