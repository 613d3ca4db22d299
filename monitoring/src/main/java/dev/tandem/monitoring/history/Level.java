package dev.tandem.monitoring.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sums over stretches of one length, in a ring: the oldest can be taken out. A stretch of which
 * nothing is known takes no room.
 */
final class Level {
  private final long stretchMillis;
  private final long[] stretches;
  private final long[] times;
  private final List<double[]> columns = new ArrayList<>();
  private int first;
  private int size;

  /**
   * @param stretchMillis length of a stretch
   * @param most stretches that are held
   */
  Level(long stretchMillis, int most) {
    this.stretchMillis = stretchMillis;
    this.stretches = new long[most];
    this.times = new long[most];
  }

  /** One more column, of nothing so far. */
  void addColumn() {
    columns.add(new double[times.length]);
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size == times.length;
  }

  /** Number of the stretch that {@code time} lies in. */
  long stretch(long time) {
    return Math.floorDiv(time, stretchMillis);
  }

  /** Whether the newest stretch is that of {@code time}. */
  boolean endsAt(long time) {
    return size > 0 && stretches[place(size - 1)] == stretch(time);
  }

  /** Begins the stretch of {@code time}; there is room for it. */
  void begin(long time) {
    int place = place(size);
    stretches[place] = stretch(time);
    columns.forEach(column -> column[place] = 0);
    size++;
  }

  /** Adds to the newest stretch. */
  void plus(int column, double value) {
    columns.get(column)[place(size - 1)] += value;
  }

  /** When the newest stretch was last added to. */
  void touch(long time) {
    times[place(size - 1)] = time;
  }

  /** Takes the oldest stretch out, and adds it to {@code older}, which has room. */
  void moveOldest(Level older) {
    long time = times[first];
    if (!older.endsAt(time)) {
      older.begin(time);
    }
    for (int column = 0; column < columns.size(); column++) {
      older.plus(column, columns.get(column)[first]);
    }
    older.touch(time);
    dropOldest();
  }

  void dropOldest() {
    first = place(1);
    size--;
  }

  /** In order, from the {@code from}-th on. */
  long[] stretches(int from) {
    return copy(stretches, from);
  }

  /** When each was last added to. */
  long[] times(int from) {
    return copy(times, from);
  }

  double[] column(int column, int from) {
    double[] values = new double[size - from];
    Arrays.setAll(values, i -> columns.get(column)[place(from + i)]);
    return values;
  }

  private long[] copy(long[] of, int from) {
    long[] values = new long[size - from];
    Arrays.setAll(values, i -> of[place(from + i)]);
    return values;
  }

  private int place(int index) {
    return (first + index) % times.length;
  }
}
