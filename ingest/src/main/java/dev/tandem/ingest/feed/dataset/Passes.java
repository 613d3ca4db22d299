package dev.tandem.ingest.feed.dataset;

import dev.tandem.ingest.feed.ClipRandom;
import java.util.BitSet;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Which item comes when: in each pass all of them once, in an order that is a function of (seed,
 * pass). Used by one thread, but for {@link #share}.
 */
final class Passes {
  private final long seed;
  private final boolean shuffled;
  private final int items;
  private final int passes;
  private final BitSet leftOut = new BitSet();
  private int[] order;
  private int pass;
  private int position;
  private volatile double share;

  /**
   * @param shuffled whether each pass has an order of its own; else all have that of the items
   */
  Passes(long seed, boolean shuffled, int items, int passes) {
    this.seed = seed;
    this.shuffled = shuffled;
    this.items = items;
    this.passes = passes;
    this.order = order();
  }

  private int[] order() {
    return shuffled
        ? ClipRandom.of(seed, pass, "items").permutation(items)
        : IntStream.range(0, items).toArray();
  }

  /** The next item; empty at the end of the last pass. */
  OptionalInt next() {
    while (pass < passes) {
      if (position == items) {
        turn();
      } else {
        int item = order[position++];
        share = (pass + (double) position / items) / passes;
        if (!leftOut.get(item)) {
          return OptionalInt.of(item);
        }
      }
    }
    return OptionalInt.empty();
  }

  private void turn() {
    pass++;
    position = 0;
    order = pass < passes ? order() : order;
  }

  /** The item that was given last does not come again. */
  void leaveOut(int item) {
    leftOut.set(item);
  }

  /** Whether what was given last is given for the first time. */
  boolean isFirst() {
    return pass == 0;
  }

  /** How many of all were given, 0 to 1, the last one included. From any thread. */
  double share() {
    return share;
  }
}
