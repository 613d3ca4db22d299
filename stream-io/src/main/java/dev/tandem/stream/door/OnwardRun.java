package dev.tandem.stream.door;

/** How many records went on in order, each at most a leap after the one before. */
final class OnwardRun {
  private final long maxLeap;
  private long last = Long.MIN_VALUE;
  private int records;

  /** {@code maxLeap} in milliseconds. */
  OnwardRun(long maxLeap) {
    this.maxLeap = maxLeap;
  }

  /** One more record; returns how many there are now. */
  int take(long time) {
    boolean onward = time >= last && time - maxLeap <= last;
    records = onward ? records + 1 : 1;
    last = time;
    return records;
  }

  /** The time of the last record; {@link Long#MIN_VALUE} before the first. */
  long last() {
    return last;
  }

  int records() {
    return records;
  }

  /** From where another run was. */
  void goOn(long lastTime, int recordsSoFar) {
    last = lastTime;
    records = recordsSoFar;
  }
}
