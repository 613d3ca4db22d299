package dev.tandem.monitoring.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Columns of sums over time. The newest stretches are short; when there are too many of one length,
 * the oldest of them is added to one of twice that length. So no sum is ever lost, what is recent
 * is sharp, and what is held grows with the logarithm of time. Not thread-safe.
 */
public final class Timeline {
  /** Length of the shortest stretches. */
  public static final long FINEST_MILLIS = 250;

  /** Stretches of each length. */
  static final int ROWS = 1024;

  /** Twice as long each; the last lasts for longer than there will be anybody to look. */
  static final int LEVELS = 24;

  private final List<Level> levels = new ArrayList<>();
  private int columns;
  private long newest = Long.MIN_VALUE;

  /** Empty, without columns. */
  public Timeline() {
    grow();
  }

  private void grow() {
    Level level = new Level(FINEST_MILLIS << levels.size(), ROWS);
    for (int i = 0; i < columns; i++) {
      level.addColumn();
    }
    levels.add(level);
  }

  /** Adds a column, of nothing so far; its number. */
  public int addColumn() {
    levels.forEach(Level::addColumn);
    return columns++;
  }

  /**
   * What is added from now on is of {@code millis}, or of the newest time there was: time never
   * goes back.
   */
  public void at(long millis) {
    newest = Math.max(newest, millis);
    Level finest = levels.get(0);
    if (!finest.endsAt(newest)) {
      makeRoom(0);
      finest.begin(newest);
    }
    finest.touch(newest);
  }

  private void makeRoom(int index) {
    Level level = levels.get(index);
    if (!level.isFull()) {
      return;
    }
    if (index + 1 == LEVELS) {
      level.dropOldest();
      return;
    }
    if (index + 1 == levels.size()) {
      grow();
    }
    makeRoom(index + 1);
    level.moveOldest(levels.get(index + 1));
  }

  /** Adds {@code value} to {@code column}, at the time of the last {@link #at}. */
  public void plus(int column, double value) {
    levels.get(0).plus(column, value);
  }

  /** The newest time; empty before the first. */
  public OptionalLong newest() {
    return newest == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(newest);
  }

  /** How many stretches are held. */
  public int size() {
    return levels.stream().mapToInt(Level::size).sum();
  }

  /** All that is held, the oldest first. */
  public Rows rows() {
    return rows(levels, 0);
  }

  /** The shortest stretches alone, from the one with that number on. */
  public Rows since(long stretch) {
    Level finest = levels.get(0);
    long[] stretches = finest.stretches(0);
    int from = Arrays.binarySearch(stretches, stretch);
    return rows(List.of(finest), from < 0 ? -from - 1 : from);
  }

  /** Number of the newest stretch; empty before the first. */
  public OptionalLong newestStretch() {
    return newest == Long.MIN_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of(levels.get(0).stretch(newest));
  }

  private Rows rows(List<Level> of, int from) {
    List<long[]> stretches = new ArrayList<>();
    List<long[]> times = new ArrayList<>();
    List<List<double[]>> values = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      values.add(new ArrayList<>());
    }
    for (int i = of.size() - 1; i >= 0; i--) {
      Level level = of.get(i);
      long[] numbers = level.stretches(from);
      int doublings = i;
      stretches.add(Arrays.stream(numbers).map(n -> n << doublings).toArray());
      times.add(level.times(from));
      for (int column = 0; column < columns; column++) {
        values.get(column).add(level.column(column, from));
      }
    }
    return new Rows(
        stretches.stream().flatMapToLong(Arrays::stream).toArray(),
        times.stream().flatMapToLong(Arrays::stream).toArray(),
        values.stream()
            .map(column -> column.stream().flatMapToDouble(Arrays::stream).toArray())
            .toList());
  }

  /**
   * A part of a timeline, in order.
   *
   * @param stretches number of the shortest stretch that each begins with; of the shortest ones it
   *     names them
   * @param times when each was last added to, in milliseconds since the epoch
   * @param columns sums
   */
  public record Rows(long[] stretches, long[] times, List<double[]> columns) {}
}
