package dev.tandem.trainer.door;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

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

  void write(DataOutput out) throws IOException {
    out.writeLong(last);
    out.writeInt(records);
  }

  void read(DataInput in) throws IOException {
    last = in.readLong();
    records = in.readInt();
  }
}
