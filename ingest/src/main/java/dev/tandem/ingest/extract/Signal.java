package dev.tandem.ingest.extract;

/**
 * What one modality of one clip looks like before extraction. Arrays are not copied, and signals
 * are equal only if they are the same: they pass through once.
 */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Signal {

  /** Mono sound; samples between -1 and 1. */
  record Pcm(float[] samples, int sampleRate) implements Signal {}

  /** Gray frames of 0 (black) to 255 (white), unsigned, in order (count, height, width). */
  record Frames(byte[] luma, int count, int height, int width) implements Signal {
    public Frames {
      if (luma.length != count * height * width) {
        throw new IllegalArgumentException(
            "%d bytes of luma do not make %d frames of %dx%d"
                .formatted(luma.length, count, height, width));
      }
    }
  }

  /** Numbers that are features already. */
  record Vector(float[] values) implements Signal {}

  /** Features as they are stored: elements in the modality's format, little-endian, row-major. */
  record Given(byte[] elements) implements Signal {}
}
