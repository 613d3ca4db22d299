package dev.tandem.trainer.door;

import dev.tandem.trainer.wire.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Event time in one partition, told by its records in their order and by nothing else.
 *
 * <p>Each live stream has a progress: its latest time so far. The watermark is the least progress
 * of the live streams and never falls. When the last live stream ends, it moves on by the
 * <i>horizon</i>, far enough for every window, label and batch that is still open to close; a
 * stream that begins before that is late until it gets there.
 *
 * <p>A stream that leaps <i>ahead</i> of the others by more than their expiry lives, but makes none
 * of them vanish while they go on; if they are silent meanwhile, they have vanished. Before two
 * records agree on a time, some go on in order, or a stream has ended, the partition tells none:
 * the first may be a mistake.
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

  /** Of records that are far apart, but each after the one before, so many tell a time. */
  private static final int IN_ORDER = 3;

  private final Rules rules;
  private final Times<String> present = new Times<>();
  private final Times<String> ahead = new Times<>();
  private final Times<String> ended = new Times<>();
  private final Places places;
  private final OnwardRun proposed;
  private boolean established;
  private long watermark = NONE;
  private long latestEnd = NONE;

  /** Before there is a time: what the last mark said, for flow control. */
  private long announced = NONE;

  PartitionClock(Rules rules) {
    this.rules = rules;
    this.places = new Places(rules.expiry());
    this.proposed = new OnwardRun(rules.maxLeap());
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
    if (!established) {
      return;
    }
    long here = here();
    long latest = Math.max(here, latestEnd);
    if (time - here < -rules.maxLeap()) {
      throw FarOffRecordException.of(stream, time, here, rules.maxLeap());
    }
    if (time - latest > rules.maxLeap() && !(begins && present.isEmpty()) && !places.take(time)) {
      throw FarOffRecordException.of(stream, time, latest, rules.maxLeap());
    }
  }

  /** The stream begins, perhaps again. */
  void start(String stream, long time) {
    ended.remove(stream);
    heartbeat(stream, time);
  }

  /** A mark of {@code stream}, which says how far it is. */
  void heartbeat(String stream, long time) {
    announced = time;
    advance(stream, time);
  }

  /**
   * A record of {@code stream}; one that was never announced begins with it, one that has ended
   * stays so.
   */
  void advance(String stream, long time) {
    if (ended.has(stream)) {
      return;
    }
    if (!established && !establish(stream, time)) {
      ahead.put(stream, time);
      return;
    }
    long reached = Math.max(time, progress(stream));
    if (reached - here() > rules.expiry()) {
      leap(stream, reached);
    } else {
      ahead.remove(stream);
      present.put(stream, reached);
      places.forget();
    }
    settle();
    forgetVanished();
    follow();
  }

  /**
   * Where two records agree, the partition's time is, or where several go on in order; what was
   * said elsewhere was a mistake.
   */
  private boolean establish(String stream, long time) {
    boolean inOrder = proposed.take(time) >= IN_ORDER;
    if (!places.know(time) && !inOrder) {
      places.take(time);
      return false;
    }
    begin(time);
    if (ahead.get(stream, time) - time > rules.expiry()) {
      ahead.remove(stream);
    }
    return true;
  }

  private void begin(long time) {
    established = true;
    ahead.removeBefore(time - rules.expiry());
    ahead.removeAfter(time + rules.maxLeap());
    places.forget();
  }

  private void leap(String stream, long time) {
    present.remove(stream);
    ahead.put(stream, time);
    if (!present.isEmpty() && places.take(time)) { // the others have vanished
      present.clear();
      ahead.removeBefore(time - rules.expiry());
    }
    if (present.isEmpty()) {
      promote();
      places.forget();
    }
  }

  /**
   * The stream has ended: nothing of it follows. The end of one that is ahead of others is not
   * their time: what is open there waits until somebody gets there.
   */
  void end(String stream, long time) {
    if (!established) {
      begin(time);
    }
    if (present.isEmpty() || !ahead.has(stream)) {
      latestEnd = Math.max(latestEnd, time);
    }
    present.remove(stream);
    ahead.remove(stream);
    ended.put(stream, time);
    settle();
    if (present.isEmpty()) {
      watermark =
          Math.max(
              watermark, Math.min(latestEnd + rules.horizon(), ahead.earliest(Long.MAX_VALUE)));
    } else {
      follow();
    }
  }

  /** Who was ahead is present where the others have caught up. */
  private void settle() {
    while (!ahead.isEmpty() && ahead.earliest(NONE) - here() <= rules.expiry()) {
      promote();
    }
  }

  /** The earliest of those ahead is present. */
  private void promote() {
    String stream = ahead.earliestName().orElseThrow();
    present.put(stream, ahead.earliest(NONE));
    ahead.remove(stream);
  }

  /** As far as the live streams are, or the ended ones where none lives. */
  private long here() {
    return present.latest(latestEnd);
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

  /**
   * How far the partition is for those who read others beside it: they wait for one that was
   * announced and has said nothing since, too.
   *
   * @param others how far these are; a mark that may be a mistake holds its own partition back no
   *     more than them
   */
  long reached(OptionalLong others) {
    return established ? watermark : Math.min(announced, others.orElse(announced));
  }

  /** The live stream that the watermark waits for. */
  Optional<String> slowest() {
    return present.earliestName();
  }

  /** A live stream that is further ahead of the others than these are waited for. */
  Optional<String> ahead() {
    return established ? ahead.earliestName() : Optional.empty();
  }

  /** The latest time of any stream, live or ended. */
  long furthest() {
    return Math.max(Math.max(present.latest(NONE), ahead.latest(NONE)), latestEnd);
  }

  /** Every stream has ended: no time is to be expected before another begins. */
  boolean isAtRest() {
    return present.isEmpty() && ahead.isEmpty() && watermark > NONE;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(watermark);
    out.writeLong(latestEnd);
    write(present, out);
    write(ended, out);
    write(ahead, out);
    places.write(out);
    proposed.write(out);
    out.writeBoolean(established);
  }

  private static void write(Times<String> times, DataOutput out) throws IOException {
    Bytes.writeAll(
        times.entries(),
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
      if (version < 4) {
        clock.places.readOne(in);
      } else {
        clock.places.read(in);
        clock.proposed.read(in);
      }
      clock.established = in.readBoolean();
      clock.proposeUnlessEstablished();
    }
    return clock;
  }

  /** Before version 4 a first record was present at once. */
  private void proposeUnlessEstablished() {
    if (!established) {
      for (Map.Entry<String, Long> one : present.entries()) {
        ahead.put(one.getKey(), one.getValue());
        places.take(one.getValue());
      }
      present.clear();
      watermark = NONE;
    }
  }

  private static void read(Times<String> times, DataInput in) throws IOException {
    Bytes.readAll(i -> Map.entry(Bytes.readText(i), i.readLong()), in)
        .forEach(entry -> times.put(entry.getKey(), entry.getValue()));
  }
}
