package dev.tandem.monitoring.state;

import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Features as a grey picture, whatever they are: of three axes some of the pictures beside each
 * other, of two the matrix, of one a row. Grey reaches from the least to the greatest value.
 *
 * @param grey row-major, 0 to 255; {@code width × height} of them
 */
record Picture(int width, int height, byte[] grey) {
  /** Pixels of a side. */
  static final int SIDE = 96;

  /** Pictures of a stack that are shown. */
  private static final int TILES = 3;

  /** The last axes of a part, and where its pictures lie. */
  private record Stack(int pictures, int height, int width) {
    static Optional<Stack> of(List<Integer> shape) {
      List<Integer> axes = new ArrayList<>(shape);
      while (axes.size() < 3) {
        axes.add(0, 1);
      }
      long pictures = 1;
      for (int axis : axes) {
        if (axis < 1 || axis > 1 << 24) {
          return Optional.empty();
        }
      }
      for (int axis : axes.subList(0, axes.size() - 2)) {
        pictures = Math.min(1L << 24, pictures * axis);
      }
      return Optional.of(
          new Stack((int) pictures, axes.get(axes.size() - 2), axes.get(axes.size() - 1)));
    }

    /** As a double, which does not overflow. */
    double elements() {
      return (double) pictures * height * width;
    }
  }

  /** Empty where shape and payload do not agree, or are no numbers that can be shown. */
  static Optional<Picture> of(ClipPart part) {
    int bytes = part.getElementType() == ElementType.FLOAT32 ? Float.BYTES : 1;
    ByteBuffer payload = part.getPayload().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    return Stack.of(part.getShape())
        .filter(stack -> fits(stack, payload.remaining() / bytes, payload.remaining() % bytes))
        .map(stack -> draw(stack, payload, bytes));
  }

  private static boolean fits(Stack stack, int elements, int rest) {
    return rest == 0 && stack.elements() == elements;
  }

  private static Picture draw(Stack stack, ByteBuffer payload, int bytes) {
    int tiles = Math.min(TILES, stack.pictures());
    int width = Math.min(SIDE, stack.width());
    int height = Math.min(SIDE, stack.height());
    float[] values = new float[tiles * width * height];
    for (int tile = 0; tile < tiles; tile++) {
      int picture = (int) ((long) (2 * tile + 1) * stack.pictures() / (2L * tiles));
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int row = (int) ((long) y * stack.height() / height);
          int column = (int) ((long) x * stack.width() / width);
          int element = (picture * stack.height() + row) * stack.width() + column;
          values[(y * tiles + tile) * width + x] = value(payload, element, bytes);
        }
      }
    }
    return new Picture(tiles * width, height, grey(values));
  }

  private static float value(ByteBuffer payload, int element, int bytes) {
    int at = payload.position() + element * bytes;
    return bytes == 1 ? payload.get(at) & 0xff : payload.getFloat(at);
  }

  private static byte[] grey(float[] values) {
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      if (Float.isFinite(value)) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
    double range = greatest > least ? (double) greatest - least : 1;
    byte[] grey = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      double share = Float.isFinite(values[i]) ? (values[i] - (double) least) / range : 0;
      grey[i] = (byte) Math.round(255 * share);
    }
    return grey;
  }
}
