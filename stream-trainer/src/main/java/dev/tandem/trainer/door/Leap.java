package dev.tandem.trainer.door;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Records that lie far ahead of their partition, for as long as nobody speaks at the partition's
 * own time. It is true once it has told more event time of itself than a vanished stream is waited
 * for; one record alone, or a clock beside others that go on, never gets there.
 */
final class Leap {
  private static final long NONE = Long.MIN_VALUE;

  private long since = NONE;
  private long last = NONE;

  /** One more record of it; from elsewhere, it begins anew. Whether it is true by now. */
  boolean takes(long time, long expiry) {
    if (last == NONE || Math.abs(time - last) > expiry) {
      since = time;
      last = time;
    }
    last = Math.max(last, time);
    return last - since > expiry;
  }

  /** Somebody has spoken at the partition's own time. */
  void forget() {
    since = NONE;
    last = NONE;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(since);
    out.writeLong(last);
  }

  static Leap read(DataInput in) throws IOException {
    Leap leap = new Leap();
    leap.since = in.readLong();
    leap.last = in.readLong();
    return leap;
  }
}
