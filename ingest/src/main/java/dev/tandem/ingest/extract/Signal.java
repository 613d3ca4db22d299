package dev.tandem.ingest.extract;

/**
 * What one modality of one clip looks like before extraction. Arrays are not copied, and signals
 * are equal only if they are the same: they pass through once.
 */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Signal {

  /** Mono sound; samples between -1 and 1. */
  record Pcm(float[] samples, int sampleRate) implements Signal {}

  /**
   * Frames of 0 (dark) to 255 (bright), unsigned, in order (count, channels, height, width).
   *
   * @param channels 1 of gray frames; 3, red, green and blue, of coloured ones
   */
  record Frames(byte[] pixels, int count, int channels, int height, int width) implements Signal {
    public static final int GRAY = 1;
    public static final int COLOUR = 3;

    public Frames {
      if (pixels.length != count * channels * height * width) {
        throw new IllegalArgumentException(
            "%d bytes do not make %d frames of %d channels of %dx%d"
                .formatted(pixels.length, count, channels, height, width));
      }
    }

    /** Gray ones, in order (count, height, width). */
    public static Frames gray(byte[] luma, int count, int height, int width) {
      return new Frames(luma, count, GRAY, height, width);
    }
  }

  /** Numbers that are features already. */
  record Vector(float[] values) implements Signal {}

  /** Features as they are stored: elements in the modality's format, little-endian, row-major. */
  record Given(byte[] elements) implements Signal {}
}
