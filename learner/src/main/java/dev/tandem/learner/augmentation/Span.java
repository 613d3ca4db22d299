package dev.tandem.learner.augmentation;

import java.util.SplittableRandom;

/**
 * A stretch of one side.
 *
 * @param from its first place
 * @param to the place behind its last
 */
record Span(int from, int to) {

  static Span whole(int size) {
    return new Span(0, size);
  }

  /**
   * A stretch of any length up to a share of the side, anywhere on it; may be empty.
   *
   * @param size of the side
   */
  static Span drawn(int size, double share, SplittableRandom random) {
    int length = random.nextInt(most(size, share) + 1);
    int from = random.nextInt(size - length + 1);
    return new Span(from, from + length);
  }

  /** A share of a side in whole places, one at least. */
  static int most(int size, double share) {
    return (int) Math.max(1, Math.round(share * size));
  }

  boolean contains(int place) {
    return place >= from && place < to;
  }
}
