package dev.tandem.trainer.door;

import dev.tandem.trainer.wire.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Event time in one partition, told by its records in their order and by nothing else.
 *
 * <p>Each live stream has a progress: its latest time so far. The watermark is the least progress
 * of the live streams and never falls. When the last live stream ends, it moves on by the
 * <i>horizon</i>, far enough for every window, label and batch that is still open to close; a
 * stream that begins before that is late until it gets there.
 */
final class PartitionClock {
  /**
   * How time moves on by itself.
   *
   * @param expiry a stream this far behind the furthest one has vanished without an end
   * @param horizon what the end of all streams adds to their time
   */
  record Rules(long expiry, long horizon) implements java.io.Serializable {
    static Rules of(Duration expiry, Duration horizon) {
      return new Rules(expiry.toMillis(), horizon.toMillis());
    }
  }

  private final Rules rules;
  private final TreeMap<String, Long> progress = new TreeMap<>();
  private final TreeMap<String, Long> ended = new TreeMap<>();
  private long watermark = Long.MIN_VALUE;
  private long latestEnd = Long.MIN_VALUE;

  PartitionClock(Rules rules) {
    this.rules = rules;
  }

  /** The stream begins, perhaps again. */
  void start(String stream, long time) {
    ended.remove(stream);
    advance(stream, time);
  }

  /**
   * A record of {@code stream}; one that was never announced begins with it, one that has ended
   * stays so.
   */
  void advance(String stream, long time) {
    if (!ended.containsKey(stream)) {
      progress.merge(stream, time, Math::max);
      forgetVanished();
      follow();
    }
  }

  /** The stream has ended: nothing of it follows. */
  void end(String stream, long time) {
    progress.remove(stream);
    ended.put(stream, time);
    latestEnd = Math.max(latestEnd, time);
    if (progress.isEmpty()) {
      watermark = Math.max(watermark, latestEnd + rules.horizon());
    } else {
      follow();
    }
  }

  /** Whether something of {@code stream} that closes at {@code deadline} has come too late. */
  boolean isPast(String stream, long deadline) {
    long own = progress.getOrDefault(stream, ended.getOrDefault(stream, Long.MIN_VALUE));
    return deadline <= Math.max(watermark, own);
  }

  long watermark() {
    return watermark;
  }

  /** The live stream that the watermark waits for. */
  Optional<String> slowest() {
    return progress.entrySet().stream().min(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  /** The latest time of any stream, live or ended. */
  long furthest() {
    return Math.max(furthestLive(), latestEnd);
  }

  /** Every stream has ended: no time is to be expected before another begins. */
  boolean isAtRest() {
    return progress.isEmpty() && watermark > Long.MIN_VALUE;
  }

  private long furthestLive() {
    long furthest = Long.MIN_VALUE;
    for (long time : progress.values()) {
      furthest = Math.max(furthest, time);
    }
    return furthest;
  }

  private void forgetVanished() {
    long oldest = furthestLive() - rules.expiry();
    progress.values().removeIf(time -> time < oldest);
    ended.values().removeIf(time -> time < oldest);
  }

  private void follow() {
    long least = progress.isEmpty() ? watermark : Long.MAX_VALUE;
    for (long time : progress.values()) {
      least = Math.min(least, time);
    }
    watermark = Math.max(watermark, least);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(watermark);
    out.writeLong(latestEnd);
    write(progress, out);
    write(ended, out);
  }

  private static void write(Map<String, Long> times, DataOutput out) throws IOException {
    Bytes.writeAll(
        times.entrySet(),
        (entry, o) -> {
          Bytes.writeText(entry.getKey(), o);
          o.writeLong(entry.getValue());
        },
        out);
  }

  static PartitionClock read(Rules rules, DataInput in) throws IOException {
    PartitionClock clock = new PartitionClock(rules);
    clock.watermark = in.readLong();
    clock.latestEnd = in.readLong();
    read(clock.progress, in);
    read(clock.ended, in);
    return clock;
  }

  private static void read(Map<String, Long> times, DataInput in) throws IOException {
    Bytes.readAll(i -> Map.entry(Bytes.readText(i), i.readLong()), in)
        .forEach(entry -> times.put(entry.getKey(), entry.getValue()));
  }
}
