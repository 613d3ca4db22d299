package dev.tandem.schemas.snapshot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * One float32 tensor of a snapshot.
 *
 * @param shape empty for a scalar
 * @param data little-endian, row-major, read-only; position 0, {@code 4 * elements} bytes
 */
public record NamedTensor(String name, List<Integer> shape, ByteBuffer data) {
  public NamedTensor {
    shape = List.copyOf(shape);
    data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long bytes = 4 * elements(shape);
    if (data.remaining() != bytes) {
      throw new IllegalArgumentException(
          "tensor %s of shape %s needs %d bytes but got %d"
              .formatted(name, shape, bytes, data.remaining()));
    }
  }

  /** A view of its own position, so that readers do not disturb each other. */
  @Override
  public ByteBuffer data() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  static long elements(List<Integer> shape) {
    long elements = 1;
    for (int size : shape) {
      elements = Math.multiplyExact(elements, (long) size);
    }
    return elements;
  }
}
