package dev.tandem.ingest.feed.features;

import dev.tandem.schemas.records.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Elements of a safetensors file that can be features; all but bytes become floats. */
enum StoredType {
  F32(Float.BYTES) {
    @Override
    float next(ByteBuffer from) {
      return from.getFloat();
    }
  },
  U8(Byte.BYTES) {
    @Override
    float next(ByteBuffer from) {
      return from.get() & 0xFF;
    }
  },
  F64(Double.BYTES) {
    @Override
    float next(ByteBuffer from) {
      return (float) from.getDouble();
    }
  },
  F16(Short.BYTES) {
    @Override
    float next(ByteBuffer from) {
      return half(from.getShort());
    }
  },
  BF16(Short.BYTES) {
    @Override
    float next(ByteBuffer from) {
      return Float.intBitsToFloat(from.getShort() << Short.SIZE);
    }
  };

  private static final int HALF_MANTISSA = 0x3FF;
  private static final int HALF_EXPONENT = 0x1F;
  private static final int HALF_DIGITS = 10;
  private static final int HALF_BIAS = 15;

  private final int bytes;

  StoredType(int bytes) {
    this.bytes = bytes;
  }

  abstract float next(ByteBuffer from);

  /** Of one element. */
  int bytes() {
    return bytes;
  }

  ElementType elementType() {
    return this == U8 ? ElementType.UINT8 : ElementType.FLOAT32;
  }

  /** By the name that safetensors has for it. */
  static Optional<StoredType> of(String dtype) {
    return Arrays.stream(values()).filter(type -> type.name().equals(dtype)).findFirst();
  }

  static String names() {
    return Arrays.stream(values()).map(StoredType::name).collect(Collectors.joining(", "));
  }

  /** A row as features have it; empty where a number of it is not finite. */
  Optional<byte[]> features(byte[] stored) {
    if (this == U8) {
      return Optional.of(stored);
    }
    ByteBuffer from = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer floats =
        ByteBuffer.allocate(stored.length / bytes * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (from.hasRemaining()) {
      float value = next(from);
      if (!Float.isFinite(value)) {
        return Optional.empty();
      }
      floats.putFloat(value);
    }
    return Optional.of(floats.array());
  }

  private static float half(short bits) {
    int exponent = (bits >> HALF_DIGITS) & HALF_EXPONENT;
    int mantissa = bits & HALF_MANTISSA;
    float sign = bits < 0 ? -1 : 1;
    if (exponent == HALF_EXPONENT) {
      return mantissa == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    return exponent == 0
        ? sign * Math.scalb((float) mantissa, 1 - HALF_BIAS - HALF_DIGITS)
        : sign
            * Math.scalb(
                (float) (mantissa | (1 << HALF_DIGITS)), exponent - HALF_BIAS - HALF_DIGITS);
  }
}
