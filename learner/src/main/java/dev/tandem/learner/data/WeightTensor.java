package dev.tandem.learner.data;

import dev.tandem.learner.spec.TensorShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One named parameter tensor: little-endian float32, row-major. A copy, safe to keep. */
public final class WeightTensor {

  private final String name;
  private final TensorShape shape;
  private final ByteBuffer data;

  /**
   * Takes over a tensor's bytes.
   *
   * @param name as in {@code encoders.audio.0.weight}
   * @param shape sizes, outermost first
   * @param data little-endian float32 from position to limit; not copied
   * @throws IllegalArgumentException if the bytes do not fill the shape
   */
  public WeightTensor(String name, int[] shape, ByteBuffer data) {
    this.name = name;
    this.shape = TensorShape.of(shape);
    this.data = data.slice().asReadOnlyBuffer();
    int needed = Math.multiplyExact(this.shape.elements(), Float.BYTES);
    if (this.data.remaining() != needed) {
      throw new IllegalArgumentException(
          "tensor %s has %d bytes; %s of float32 needs %d. Read it again from its source."
              .formatted(name, this.data.remaining(), this.shape, needed));
    }
  }

  public String name() {
    return name;
  }

  public int[] shape() {
    return shape.toInts();
  }

  public TensorShape tensorShape() {
    return shape;
  }

  /** A read-only little-endian view with a position of its own. */
  public ByteBuffer data() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }
}
