package dev.tandem.ingest.feed.digits;

import dev.tandem.ingest.feed.ClipRandom;
import java.util.Arrays;

/**
 * The order in which one pass hears every recording once. A pure function of (seed, pass).
 *
 * @param order recording by position
 * @param ranks how many recordings of the same digit come before, by position
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the feed
record Pass(long number, int[] order, int[] ranks) {

  /**
   * @param digits of every recording
   */
  static Pass of(long seed, long number, int[] digits) {
    int[] order = ClipRandom.of(seed, number, "pass").permutation(digits.length);
    int[] heard = new int[Arrays.stream(digits).max().orElse(0) + 1];
    int[] ranks = Arrays.stream(order).map(recording -> heard[digits[recording]]++).toArray();
    return new Pass(number, order, ranks);
  }
}
