package dev.tandem.stream.door;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Event time in one partition, told by its records in their order and by nothing else.
 *
 * <p>Each live stream has a progress: its latest time so far. Streams that share a gateway have one
 * together, which its marks alone move; the gateway is the stream then. The watermark is the least
 * progress of the live streams and never falls. When the last live stream ends, it moves on by the
 * <i>horizon</i>, far enough for every window, label and batch that is still open to close; a
 * stream that begins before that is late until it gets there.
 *
 * <p>A stream that leaps <i>ahead</i> of the others by more than their expiry lives, but makes none
 * of them vanish while they go on; if they are silent meanwhile, they have vanished. Before two
 * records agree on a time, some go on in order, or a stream has ended, the partition tells none:
 * the first may be a mistake.
 */
final class PartitionClock {
  private static final long NONE = Long.MIN_VALUE;

  /** Of records that are far apart, but each after the one before, so many tell a time. */
  private static final int IN_ORDER = 3;

  private final ClockRules rules;
  private final StreamTimes streams = new StreamTimes();
  private final Places places;
  private final OnwardRun proposed;
  private boolean established;
  private long watermark = NONE;
  private long latestEnd = NONE;

  /** Of the streams of gateways, for people and for feeds that go on; decides nothing. */
  private long latestHeard = NONE;

  /** Before there is a time: what the last mark said, for flow control. */
  private long announced = NONE;

  PartitionClock(ClockRules rules) {
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
    if (time - latest > rules.maxLeap()
        && !(begins && streams.present().isEmpty())
        && !places.take(time)) {
      throw FarOffRecordException.of(stream, time, latest, rules.maxLeap());
    }
  }

  /** The stream begins, perhaps again. */
  void start(String stream, long time) {
    int known = streams.find(stream);
    if (streams.ended().has(known)) {
      streams.forget(known);
    }
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
    tell(stream, time, time);
  }

  /**
   * A record of a stream that {@code gateway} speaks for. It begins a gateway that nobody knows;
   * how far a known one's other streams are, only its marks can tell.
   */
  void hear(String gateway, long time) {
    latestHeard = Math.max(latestHeard, time);
    tell(gateway, time, NONE);
  }

  /**
   * @param progress what the record says of how far {@code stream} is; it is at {@code time} at
   *     least where nobody knows it
   */
  private void tell(String stream, long time, long progress) {
    if (streams.ended().has(streams.find(stream))) {
      return;
    }
    if (!established && !establish(stream, time)) {
      streams.putAhead(stream, progress == NONE ? reached(stream, time, NONE) : time);
      return;
    }
    long reached = reached(stream, time, progress);
    if (reached - here() > rules.expiry()) {
      leap(stream, reached);
    } else {
      if (time - here() <= rules.expiry()) {
        places.forget();
      }
      streams.putPresent(stream, reached);
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
    int known = streams.find(stream);
    if (streams.ahead().get(known, time) - time > rules.expiry()) {
      streams.forget(known);
    }
    return true;
  }

  private void begin(long time) {
    established = true;
    streams.forgetAheadBefore(time - rules.expiry());
    streams.forgetAheadAfter(time + rules.maxLeap());
    places.forget();
  }

  private void leap(String stream, long time) {
    streams.putAhead(stream, time);
    if (!streams.present().isEmpty() && places.take(time)) { // the others have vanished
      streams.forgetPresent();
      streams.forgetAheadBefore(time - rules.expiry());
    }
    if (streams.present().isEmpty()) {
      streams.promoteEarliest();
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
    if (streams.present().isEmpty() || !streams.ahead().has(streams.find(stream))) {
      latestEnd = Math.max(latestEnd, time);
    }
    streams.putEnded(stream, time);
    settle();
    if (streams.present().isEmpty()) {
      long next = streams.ahead().earliest(Long.MAX_VALUE);
      watermark = Math.max(watermark, Math.min(latestEnd + rules.horizon(), next));
    } else {
      follow();
    }
  }

  /** Who was ahead is present where the others have caught up. */
  private void settle() {
    TimeIndex ahead = streams.ahead();
    while (!ahead.isEmpty() && ahead.earliest(NONE) - here() <= rules.expiry()) {
      streams.promoteEarliest();
    }
  }

  /** As far as the live streams are, or the ended ones where none lives. */
  private long here() {
    return streams.present().latest(latestEnd);
  }

  private void forgetVanished() {
    long oldest = streams.present().latest(NONE) - rules.expiry();
    streams.forgetPresentBefore(oldest);
    streams.forgetEndedBefore(oldest);
  }

  private void follow() {
    watermark = Math.max(watermark, streams.present().earliest(NONE));
  }

  private long reached(String stream, long time, long progress) {
    long reached = Math.max(progress, progress(streams.find(stream)));
    return reached == NONE ? time : reached;
  }

  private long progress(int stream) {
    return Math.max(streams.present().get(stream, NONE), streams.ahead().get(stream, NONE));
  }

  /** Whether something of {@code stream} that closes at {@code deadline} has come too late. */
  boolean isPast(String stream, long deadline) {
    int known = streams.find(stream);
    long own = Math.max(progress(known), streams.ended().get(known, NONE));
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
    return streams.earliest(streams.present());
  }

  /** A live stream that is further ahead of the others than these are waited for. */
  Optional<String> ahead() {
    return established ? streams.earliest(streams.ahead()) : Optional.empty();
  }

  /** The latest time of any stream, live or ended. */
  long furthest() {
    long live = Math.max(streams.present().latest(NONE), streams.ahead().latest(NONE));
    return Math.max(Math.max(live, latestEnd), latestHeard);
  }

  /** Every stream has ended: no time is to be expected before another begins. */
  boolean isAtRest() {
    return streams.present().isEmpty() && streams.ahead().isEmpty() && watermark > NONE;
  }

  /** As it is now; costs little, and does not change. */
  ClockSnapshot snapshot() {
    return new ClockSnapshot(
        watermark,
        latestEnd,
        established,
        places.all(),
        proposed.last(),
        proposed.records(),
        streams.copy(streams.present()),
        streams.copy(streams.ended()),
        streams.copy(streams.ahead()));
  }

  /** Goes on from there. */
  static PartitionClock of(ClockRules rules, ClockSnapshot snapshot) {
    PartitionClock clock = new PartitionClock(rules);
    clock.established = snapshot.established();
    clock.watermark = clock.established ? snapshot.watermark() : NONE;
    clock.latestEnd = snapshot.latestEnd();
    clock.places.addAll(snapshot.places());
    clock.proposed.goOn(snapshot.lastProposed(), snapshot.proposals());
    snapshot.ended().forEach(clock.streams::putEnded);
    snapshot.ahead().forEach(clock.streams::putAhead);
    snapshot.present().forEach(clock.established ? clock.streams::putPresent : clock::propose);
    return clock;
  }

  /** Builds of before had a first record present at once. */
  private void propose(String stream, long time) {
    streams.putAhead(stream, time);
    places.take(time);
  }
}
