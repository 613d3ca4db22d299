package dev.tandem.ingest.extract;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Features of one modality of one clip: {@code payload} is little-endian and row-major. */
public record FeatureTensor(TensorFormat format, ByteBuffer payload) {

  /** Throws {@link IllegalArgumentException} for another number of values than it has. */
  public static FeatureTensor of(TensorFormat format, float[] values) {
    requireSize(format, values.length);
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return new FeatureTensor(format, bytes);
  }

  static FeatureTensor of(TensorFormat format, byte[] elements) {
    requireSize(format, elements.length);
    return new FeatureTensor(format, ByteBuffer.wrap(elements));
  }

  /** Of what is stored already, as {@link #payload} has it. */
  static FeatureTensor ofStored(TensorFormat format, byte[] stored) {
    if (stored.length != format.bytes()) {
      throw new IllegalArgumentException(
          "expected %s of %s in %d bytes but got %d"
              .formatted(format.shape(), format.elementType(), format.bytes(), stored.length));
    }
    return new FeatureTensor(format, ByteBuffer.wrap(stored));
  }

  /** A view of its own, little-endian; reading it moves no other reader. */
  @Override
  public ByteBuffer payload() {
    return payload.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void requireSize(TensorFormat format, int elements) {
    if (elements != format.elements()) {
      throw new IllegalArgumentException(
          "expected %s but got %d elements".formatted(format.shape(), elements));
    }
  }
}
