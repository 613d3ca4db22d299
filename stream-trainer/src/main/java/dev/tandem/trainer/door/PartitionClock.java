package dev.tandem.trainer.door;

import dev.tandem.schemas.config.Durations;
import dev.tandem.trainer.wire.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Event time in one partition, told by its records in their order and by nothing else.
 *
 * <p>Each live stream has a progress: its latest time so far. The watermark is the least progress
 * of the live streams and never falls. When the last live stream ends, it moves on by the
 * <i>horizon</i>, far enough for every window, label and batch that is still open to close; a
 * stream that begins before that is late until it gets there.
 *
 * <p>A stream that leaps <i>ahead</i> of the others by more than their expiry lives, but makes none
 * of them vanish while they go on; if they are silent meanwhile, they have vanished. Before a mark,
 * or a second record near the first, the partition tells no time at all: the first may be a
 * mistake.
 */
final class PartitionClock {
  /**
   * How time moves on by itself.
   *
   * @param expiry a stream this far behind the furthest one has vanished without an end
   * @param horizon what the end of all streams adds to their time
   * @param maxLeap how far from the partition's time a record may lie
   */
  record Rules(long expiry, long horizon, long maxLeap) implements java.io.Serializable {
    static Rules of(Duration expiry, Duration horizon, Duration maxLeap) {
      return new Rules(expiry.toMillis(), horizon.toMillis(), maxLeap.toMillis());
    }
  }

  private static final long NONE = Long.MIN_VALUE;

  private final Rules rules;
  private final Times<String> present = new Times<>();
  private final Times<String> ahead = new Times<>();
  private final Times<String> ended = new Times<>();
  private Leap leap = new Leap();
  private boolean established;
  private long watermark = NONE;
  private long latestEnd = NONE;

  PartitionClock(Rules rules) {
    this.rules = rules;
  }

  /**
   * Throws {@link FarOffRecordException} for a record that lies further than {@code
   * stream.max-leap} from the partition's time: it must move no clock. A stream may begin there if
   * none lives; and what goes on to come from ahead, with nobody speaking here, is believed after
   * {@code stream.expiry} of its time.
   *
   * @param begins whether the record is a start mark
   */
  void requireNear(String stream, long time, boolean begins) {
    long latest = Math.max(present.latest(NONE), latestEnd);
    long here = present.latest(latestEnd);
    if (!established || latest == NONE) {
      return;
    }
    if (time - here < -rules.maxLeap()) {
      throw tooFar(stream, time, here, "behind");
    }
    if (time - latest > rules.maxLeap()
        && !(begins && present.isEmpty())
        && !leap.takes(time, rules.expiry())) {
      throw tooFar(stream, time, latest, "ahead of");
    }
  }

  private FarOffRecordException tooFar(String stream, long time, long here, String side) {
    return new FarOffRecordException(
        "the record's time %s is %s %s its partition's time %s; stream.max-leap is %s. Mend the clock of stream %s, or raise the setting"
            .formatted(
                Instant.ofEpochMilli(time),
                Durations.about(Duration.ofMillis(Math.abs(time - here))),
                side,
                Instant.ofEpochMilli(here),
                Durations.format(Duration.ofMillis(rules.maxLeap())),
                stream));
  }

  /** The stream begins, perhaps again. */
  void start(String stream, long time) {
    ended.remove(stream);
    heartbeat(stream, time);
  }

  /** A mark of {@code stream}, which says how far it is. */
  void heartbeat(String stream, long time) {
    establish(time, true);
    move(stream, time);
  }

  /**
   * A record of {@code stream}; one that was never announced begins with it, one that has ended
   * stays so.
   */
  void advance(String stream, long time) {
    establish(time, false);
    move(stream, time);
  }

  /** The stream has ended: nothing of it follows. */
  void end(String stream, long time) {
    establish(time, true);
    present.remove(stream);
    ahead.remove(stream);
    ended.put(stream, time);
    latestEnd = Math.max(latestEnd, time);
    if (present.isEmpty() && ahead.isEmpty()) {
      watermark = Math.max(watermark, latestEnd + rules.horizon());
    } else {
      settle();
      follow();
    }
  }

  /** A first record that what comes next contradicts was a mistake. */
  private void establish(long time, boolean announced) {
    if (established) {
      return;
    }
    boolean agrees = Math.abs(time - present.latest(time)) <= rules.maxLeap();
    if (!agrees) {
      present.clear();
      watermark = NONE;
    }
    established = announced || (agrees && !present.isEmpty());
  }

  private void move(String stream, long time) {
    if (ended.has(stream)) {
      return;
    }
    long reached = Math.max(time, progress(stream));
    if (reached - present.latest(reached) > rules.expiry()) {
      leap(stream, reached);
    } else {
      ahead.remove(stream);
      present.put(stream, reached);
      leap.forget();
    }
    settle();
    forgetVanished();
    follow();
  }

  private void leap(String stream, long time) {
    present.remove(stream);
    boolean believed = !present.isEmpty() && leap.takes(time, rules.expiry());
    ahead.remove(stream);
    (believed ? present : ahead).put(stream, time);
  }

  /** Who was ahead is present where the others have caught up, or where there are no others. */
  private void settle() {
    while (!ahead.isEmpty()
        && ahead.earliest(NONE) - present.latest(ahead.earliest(NONE)) <= rules.expiry()) {
      String stream = ahead.earliestName().orElseThrow();
      present.put(stream, ahead.earliest(NONE));
      ahead.remove(stream);
    }
  }

  private void forgetVanished() {
    long oldest = present.latest(NONE) - rules.expiry();
    present.removeBefore(oldest);
    ended.removeBefore(oldest);
  }

  private void follow() {
    watermark = Math.max(watermark, present.earliest(NONE));
  }

  private long progress(String stream) {
    return present.get(stream, ahead.get(stream, NONE));
  }

  /** Whether something of {@code stream} that closes at {@code deadline} has come too late. */
  boolean isPast(String stream, long deadline) {
    long own = Math.max(progress(stream), ended.get(stream, NONE));
    return deadline <= Math.max(watermark(), own);
  }

  /** {@link Long#MIN_VALUE} where the partition tells no time yet. */
  long watermark() {
    return established ? watermark : NONE;
  }

  /** The live stream that the watermark waits for. */
  Optional<String> slowest() {
    return present.earliestName();
  }

  /** Live streams that are further ahead of the others than these are waited for. */
  Set<String> ahead() {
    return ahead.asMap().keySet();
  }

  /** The latest time of any stream, live or ended. */
  long furthest() {
    return Math.max(Math.max(present.latest(NONE), ahead.latest(NONE)), latestEnd);
  }

  /** Every stream has ended: no time is to be expected before another begins. */
  boolean isAtRest() {
    return present.isEmpty() && watermark > NONE;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(watermark);
    out.writeLong(latestEnd);
    write(present, out);
    write(ended, out);
    write(ahead, out);
    leap.write(out);
    out.writeBoolean(established);
  }

  private static void write(Times<String> times, DataOutput out) throws IOException {
    Bytes.writeAll(
        times.asMap().entrySet(),
        (entry, o) -> {
          Bytes.writeText(entry.getKey(), o);
          o.writeLong(entry.getValue());
        },
        out);
  }

  /** {@code version} is that of {@link ClockState}'s bytes; before 3, no stream could be ahead. */
  static PartitionClock read(Rules rules, int version, DataInput in) throws IOException {
    PartitionClock clock = new PartitionClock(rules);
    clock.watermark = in.readLong();
    clock.latestEnd = in.readLong();
    read(clock.present, in);
    read(clock.ended, in);
    if (version < 3) {
      clock.established = clock.watermark > NONE;
    } else {
      read(clock.ahead, in);
      clock.leap = Leap.read(in);
      clock.established = in.readBoolean();
    }
    return clock;
  }

  private static void read(Times<String> times, DataInput in) throws IOException {
    Bytes.readAll(i -> Map.entry(Bytes.readText(i), i.readLong()), in)
        .forEach(entry -> times.put(entry.getKey(), entry.getValue()));
  }
}
