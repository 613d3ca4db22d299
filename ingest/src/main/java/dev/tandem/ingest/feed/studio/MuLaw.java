package dev.tandem.ingest.feed.studio;

/** ITU-T G.711 mu-law: a sample in one byte. */
public final class MuLaw {
  private static final int BIAS = 132;
  private static final int CLIP = 32_635;
  private static final float FULL_SCALE = 32_768;
  private static final float[] DECODED = new float[256];

  static {
    for (int code = 0; code < DECODED.length; code++) {
      DECODED[code] = expand(code) / FULL_SCALE;
    }
  }

  private MuLaw() {}

  /** A sample between -1 and 1. */
  public static float decode(byte code) {
    return DECODED[code & 0xFF];
  }

  /** The nearest code of {@code sample}, which is clipped to -1 to 1. */
  public static byte encode(float sample) {
    int magnitude = Math.min(CLIP, Math.abs(Math.round(sample * FULL_SCALE))) + BIAS;
    int exponent = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
    int mantissa = (magnitude >> (exponent + 3)) & 0x0F;
    int sign = sample < 0 ? 0x80 : 0;
    return (byte) ~(sign | (exponent << 4) | mantissa);
  }

  private static int expand(int code) {
    int bits = ~code & 0xFF;
    int exponent = (bits >> 4) & 7;
    int magnitude = ((((bits & 0x0F) << 3) + BIAS) << exponent) - BIAS;
    return (bits & 0x80) == 0 ? magnitude : -magnitude;
  }
}
