package dev.tandem.stream.door;

import java.util.Arrays;

/**
 * A value for each of some numbers, and the least of them: blocks of 16 know their least, and
 * blocks of blocks theirs, so a change looks at one block of each level at most. Takes memory for
 * the largest number.
 */
final class LeastIndex {
  /** Of a number without a value. */
  static final long ABSENT = Long.MAX_VALUE;

  private static final int SHIFT = 4;
  private static final int BLOCK = 1 << SHIFT;

  /** The values, then the least of each block of the level before; the last level is one. */
  private long[][] levels = over(new long[] {ABSENT});

  /** {@link #ABSENT} takes the number's value away. */
  void set(int number, long value) {
    reserve(number);
    int index = number;
    long before = levels[0][number];
    long now = value;
    levels[0][number] = value;
    for (int level = 1; level < levels.length; level++) {
      index >>= SHIFT;
      long least = levels[level][index];
      now = now < least ? now : before > least ? least : least(levels[level - 1], index);
      before = least;
      if (now == before) {
        return;
      }
      levels[level][index] = now;
    }
  }

  long get(int number) {
    return number < levels[0].length ? levels[0][number] : ABSENT;
  }

  /** Of all; {@link #ABSENT} where none has a value. */
  long least() {
    return levels[levels.length - 1][0];
  }

  /** The number whose value is the least; the lowest of several. There must be one. */
  int leastNumber() {
    long least = least();
    int index = 0;
    for (int level = levels.length - 2; level >= 0; level--) {
      index <<= SHIFT;
      while (levels[level][index] != least) {
        index++;
      }
    }
    return index;
  }

  /** By number, for the first {@code numbers}. */
  long[] values(int numbers) {
    long[] values = Arrays.copyOf(levels[0], numbers);
    if (numbers > levels[0].length) {
      Arrays.fill(values, levels[0].length, numbers, ABSENT);
    }
    return values;
  }

  private void reserve(int number) {
    int size = levels[0].length;
    if (number >= size) {
      long[] values = Arrays.copyOf(levels[0], Math.max(number + 1, 2 * size));
      Arrays.fill(values, size, values.length, ABSENT);
      levels = over(values);
    }
  }

  private static long[][] over(long[] values) {
    int heights = 1;
    for (int size = values.length; size > 1; size = blocks(size)) {
      heights++;
    }
    long[][] levels = new long[heights][];
    levels[0] = values;
    for (int level = 1; level < heights; level++) {
      levels[level] = new long[blocks(levels[level - 1].length)];
      for (int block = 0; block < levels[level].length; block++) {
        levels[level][block] = least(levels[level - 1], block);
      }
    }
    return levels;
  }

  private static int blocks(int size) {
    return (size + BLOCK - 1) >> SHIFT;
  }

  private static long least(long[] values, int block) {
    long least = ABSENT;
    int end = Math.min(values.length, (block + 1) << SHIFT);
    for (int i = block << SHIFT; i < end; i++) {
      least = Math.min(least, values[i]);
    }
    return least;
  }
}
