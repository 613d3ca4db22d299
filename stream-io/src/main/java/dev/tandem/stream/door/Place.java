package dev.tandem.stream.door;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A place in time that records tell of, from its first record to its last.
 *
 * @param turn whether a later place has told enough, so that this one goes first if it goes on
 */
record Place(long since, long last, boolean turn) {
  static Place at(long time) {
    return new Place(time, time, false);
  }

  /** Records belong to it if they are at most {@code width} away. */
  boolean holds(long time, long width) {
    return time >= since - width && time <= last + width;
  }

  long told() {
    return last - since;
  }

  Place with(long time) {
    return new Place(since, Math.max(last, time), turn);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(since);
    out.writeLong(last);
    out.writeBoolean(turn);
  }

  static Place read(DataInput in) throws IOException {
    return new Place(in.readLong(), in.readLong(), in.readBoolean());
  }
}
