package dev.tandem.stream.door;

/** A time for each of some numbers; the earliest and the latest are at hand. */
final class TimeIndex {
  private static final long LAST = LeastIndex.ABSENT - 1;

  private final LeastIndex times = new LeastIndex();
  private final LeastIndex negated = new LeastIndex();
  private int size;

  /** The last two milliseconds of all time are one. */
  void put(int number, long time) {
    if (!has(number)) {
      size++;
    }
    long within = Math.max(-LAST, Math.min(LAST, time));
    times.set(number, within);
    negated.set(number, -within);
  }

  void remove(int number) {
    if (has(number)) {
      size--;
      times.set(number, LeastIndex.ABSENT);
      negated.set(number, LeastIndex.ABSENT);
    }
  }

  boolean has(int number) {
    return times.get(number) != LeastIndex.ABSENT;
  }

  long get(int number, long otherwise) {
    long time = times.get(number);
    return time == LeastIndex.ABSENT ? otherwise : time;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  long earliest(long otherwise) {
    return isEmpty() ? otherwise : times.least();
  }

  long latest(long otherwise) {
    return isEmpty() ? otherwise : -negated.least();
  }

  /** There must be one. */
  int earliestNumber() {
    return times.leastNumber();
  }

  /** There must be one. */
  int latestNumber() {
    return negated.leastNumber();
  }

  /** Of the first {@code numbers}; {@link LeastIndex#ABSENT} where there is none. */
  long[] times(int numbers) {
    return times.values(numbers);
  }
}
