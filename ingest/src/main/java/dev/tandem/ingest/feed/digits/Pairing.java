package dev.tandem.ingest.feed.digits;

import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.feed.ClipRandom;

/**
 * Which image goes with which recording, anew in every pass. All images of a digit are used before
 * any comes again.
 */
final class Pairing {
  private final long seed;
  private final int[] digits;
  private final int[] recordingsOf;
  private final Images images;
  private Pass pass;

  /**
   * Throws {@link FeedException} where a digit is heard but never seen.
   *
   * @param digits of every recording
   */
  Pairing(long seed, int[] digits, Images images) {
    this.seed = seed;
    this.digits = digits.clone();
    this.images = images;
    this.recordingsOf = new int[10];
    for (int digit : digits) {
      recordingsOf[digit]++;
    }
    this.pass = Pass.of(seed, 0, digits);
    requireImages();
  }

  private void requireImages() {
    for (int digit = 0; digit < recordingsOf.length; digit++) {
      if (recordingsOf[digit] > 0 && images.count(digit) == 0) {
        throw new FeedException(
            "there are %d recordings of %d but no image of it. Add images, or remove the recordings."
                .formatted(recordingsOf[digit], digit));
      }
    }
  }

  /** The pair of clip {@code index}, a pure function of (seed, index). */
  Pair at(long index) {
    long number = index / digits.length;
    if (pass.number() != number) {
      pass = Pass.of(seed, number, digits);
    }
    int position = (int) (index % digits.length);
    int recording = pass.order()[position];
    int digit = digits[recording];
    long use = number * recordingsOf[digit] + pass.ranks()[position];
    return new Pair(recording, digit, image(digit, use));
  }

  private int image(int digit, long use) {
    int count = images.count(digit);
    int[] order = ClipRandom.of(seed, use / count, "images of " + digit).permutation(count);
    return images.first(digit) + order[(int) (use % count)];
  }

  /** Positions in the lists of recordings, and of the digit's images. */
  record Pair(int recording, int digit, int image) {}

  /** The images of each digit that may be used: {@code count} from {@code first} on. */
  interface Images {
    int first(int digit);

    int count(int digit);
  }
}
