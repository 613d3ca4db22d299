package dev.tandem.ingest.feed.media;

import java.util.Optional;

/**
 * Maps a source's times to wall-clock time, in microseconds. A source's own word counts where it
 * gives one that can be; else a piece was captured when it arrived, and since pieces arrive late
 * but never early, the least delay seen decides. Where the two clocks drift apart the mapping
 * follows, slowly enough for sound to be stretched after it. Times never go back.
 */
final class LiveClock {
  /** A source's clock that is off by more is not believed. */
  private static final long BELIEVABLE = 10 * Ffmpeg.SECOND;

  /** Of two pieces, what their times may differ by more than their arrivals do. */
  private static final long JUMP = 3 * Ffmpeg.SECOND;

  /** How long delays are looked at before the mapping follows. */
  private static final long WINDOW = 10 * Ffmpeg.SECOND;

  /** The mapping moves by one part in so many of the time that passes. */
  private static final long PACE = 500;

  private Optional<Long> offset = Optional.empty();
  private boolean senders;
  private long lastTime;
  private long lastArrival;
  private long windowBegin;
  private long least = Long.MAX_VALUE;
  private long target;
  private long floor = Long.MIN_VALUE;

  /**
   * Begins an epoch: a connection, or a jump of the source's times.
   *
   * @param leastDelay of its first pieces: arrival minus time
   * @param wallClockStart the source's word of its time 0
   */
  void begin(long leastDelay, Optional<Long> wallClockStart) {
    senders = wallClockStart.filter(word -> Math.abs(word - leastDelay) <= BELIEVABLE).isPresent();
    long mapped = senders ? wallClockStart.orElseThrow() : leastDelay;
    offset = Optional.of(mapped);
    target = mapped;
    least = Long.MAX_VALUE;
    windowBegin = Long.MIN_VALUE;
    lastArrival = Long.MIN_VALUE;
  }

  /** Whether {@code time} does not follow what came before. */
  boolean isJump(long time, long arrival) {
    return lastArrival != Long.MIN_VALUE
        && Math.abs(time - lastTime - (arrival - lastArrival)) > JUMP
        && (time < lastTime - Survey.BACK || time > lastTime + JUMP);
  }

  /** What is added to the source's times from now on. */
  long offset(long time, long arrival) {
    long now = offset.orElseThrow();
    if (!senders && lastArrival != Long.MIN_VALUE) {
      now = follow(now, time, arrival);
    }
    if (lastArrival == Long.MIN_VALUE && time + now < floor) {
      now = floor - time; // a new epoch lies behind the one before
      target = now;
    }
    offset = Optional.of(now);
    lastTime = time;
    lastArrival = arrival;
    floor = Math.max(floor, time + now);
    return now;
  }

  private long follow(long now, long time, long arrival) {
    if (windowBegin == Long.MIN_VALUE) {
      windowBegin = arrival;
    }
    least = Math.min(least, arrival - time);
    if (arrival - windowBegin >= WINDOW) {
      target = least;
      least = Long.MAX_VALUE;
      windowBegin = arrival;
    }
    long most = Math.max(0, arrival - lastArrival) / PACE;
    return now + Math.max(-most, Math.min(most, target - now));
  }

  /** {@code sender} or {@code arrival}: whose clock counts. */
  String source() {
    return senders ? "sender" : "arrival";
  }
}
