package dev.tandem.ingest.feed.media;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Maps a source's times to wall-clock time, in microseconds. A source's own word counts where it
 * gives one that can be; else a piece was captured when it arrived, and since pieces arrive late
 * but never early, the least delay seen decides. Where the two clocks drift apart, or a word comes
 * later, the mapping follows, slowly enough for sound to be stretched after it. Times never go
 * back. Used by one thread, but for {@link #source}, {@link #epochs} and {@link #driftPpm}.
 */
final class LiveClock {
  /** A source's clock that is off by more is not believed. */
  private static final long BELIEVABLE = 10 * Ffmpeg.SECOND;

  /** Of two pieces, what their times may differ by more than their arrivals do. */
  private static final long JUMP = 3 * Ffmpeg.SECOND;

  /** How long delays are looked at before the mapping follows. */
  private static final long WINDOW = 10 * Ffmpeg.SECOND;

  /** Seconds of an epoch that tell how fast the source's clock runs. */
  private static final double MEASURED = 60;

  /** The mapping moves by one part in so many of the time that passes. */
  private static final long PACE = 500;

  private static final String BY_SENDER = "sender";
  private static final String BY_ARRIVAL = "arrival";

  private Optional<Long> offset = Optional.empty();
  private Drift drift = new Drift(MEASURED);
  private long lastTime;
  private long lastArrival;
  private long windowBegin;
  private long least = Long.MAX_VALUE;
  private long firstDelay;
  private long target;
  private long floor = Long.MIN_VALUE;
  private boolean strayed;
  private volatile String source = BY_ARRIVAL;
  private final AtomicLong epochs = new AtomicLong();
  private volatile double driftPpm;

  /**
   * Begins an epoch: a connection, or a jump of the source's times.
   *
   * @param leastDelay of its first pieces: arrival minus time
   * @param wallClockStart the source's word of its time 0
   */
  void begin(long leastDelay, Optional<Long> wallClockStart) {
    Optional<Long> word = wallClockStart.filter(said -> isBelievable(said, leastDelay));
    source = word.isPresent() ? BY_SENDER : BY_ARRIVAL;
    target = word.orElse(leastDelay);
    offset = Optional.of(target);
    firstDelay = leastDelay;
    least = Long.MAX_VALUE;
    windowBegin = Long.MIN_VALUE;
    lastArrival = Long.MIN_VALUE;
    drift = new Drift(MEASURED);
    strayed = false;
    epochs.incrementAndGet();
  }

  /** The source's word of its time 0, which may come later than its first pieces. */
  void hear(long wallClockStart) {
    if (!isBySender() && isBelievable(wallClockStart, firstDelay)) {
      source = BY_SENDER;
      target = wallClockStart;
    }
  }

  private static boolean isBelievable(long word, long delay) {
    return Math.abs(word - delay) <= BELIEVABLE;
  }

  /**
   * Whether {@code time} does not follow what came before, or the source's clock went so far away
   * that its word is not believed any more.
   */
  boolean isJump(long time, long arrival) {
    return strayed
        || (lastArrival != Long.MIN_VALUE
            && Math.abs(time - lastTime - (arrival - lastArrival)) > JUMP
            && (time < lastTime - Survey.BACK || time > lastTime + JUMP));
  }

  /** What is added to the source's times from now on. */
  long offset(long time, long arrival) {
    long now = offset.orElseThrow();
    if (lastArrival == Long.MIN_VALUE) {
      windowBegin = arrival;
      if (time + now < floor) {
        now = floor - time; // a new epoch lies behind the one before
        target = isBySender() ? target : now;
      }
    } else {
      look(time, arrival);
      long most = Math.max(0, arrival - lastArrival) / PACE;
      now += Math.max(-most, Math.min(most, target - now));
    }
    offset = Optional.of(now);
    lastTime = time;
    lastArrival = arrival;
    floor = Math.max(floor, time + now);
    return now;
  }

  private void look(long time, long arrival) {
    least = Math.min(least, arrival - time);
    long length = arrival - windowBegin;
    if (length < WINDOW) {
      return;
    }
    drift.measure((double) length / Ffmpeg.SECOND, (double) (least - firstDelay) / Ffmpeg.SECOND);
    driftPpm = drift.ppm() == 0 ? driftPpm : drift.ppm();
    if (!isBySender()) {
      target = least;
    } else {
      strayed = !isBelievable(target, least);
    }
    least = Long.MAX_VALUE;
    windowBegin = arrival;
  }

  private boolean isBySender() {
    return source.equals(BY_SENDER);
  }

  /** {@code sender} or {@code arrival}: whose clock counts. */
  String source() {
    return source;
  }

  /** How often it began. */
  long epochs() {
    return epochs.get();
  }

  /**
   * How much slower the source's clock runs than the wall clock, in parts per million; that of an
   * epoch that was long enough to tell.
   */
  double driftPpm() {
    return driftPpm;
  }
}
