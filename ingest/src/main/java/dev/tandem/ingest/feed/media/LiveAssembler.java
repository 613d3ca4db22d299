package dev.tandem.ingest.feed.media;

import dev.tandem.ingest.extract.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Live pieces of all modalities, by wall-clock time, to whole seconds of the wall clock. A second
 * is given as soon as every modality is past it, or, without those that are not, when it is
 * overdue. One in which nothing is whole is left out. Safe for threads.
 */
final class LiveAssembler implements AutoCloseable {
  /** Seconds that may lie unread before the oldest are given up. */
  private static final long MAX_UNREAD = 60;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Track> tracks = new LinkedHashMap<>();
  private final Outages outages;
  private final LongSupplier wallMicros;
  private final long lateness;
  private Optional<Long> base = Optional.empty();
  private long next;
  private long lost;
  private boolean ended;
  private volatile long horizon = Long.MIN_VALUE;

  /**
   * @param tracks by modality; closed with this
   * @param wallMicros microseconds since the epoch
   * @param lateness after which a second is overdue
   */
  LiveAssembler(SortedMap<String, Track> tracks, LongSupplier wallMicros, Duration lateness) {
    this.tracks.putAll(tracks);
    this.outages = new Outages(tracks.keySet());
    this.wallMicros = wallMicros;
    this.lateness = TimeUnit.NANOSECONDS.toMicros(lateness.toNanos());
    move();
  }

  /** Takes over a piece, whose time is microseconds since the epoch. */
  void add(String modality, Piece piece) {
    lock.lock();
    try {
      if (base.isEmpty()) {
        base = Optional.of(Math.floorDiv(piece.time(), Ffmpeg.SECOND) * Ffmpeg.SECOND);
      }
      Piece placed = piece.shifted(-base.get());
      outages.end(modality, placed.time());
      tracks.get(modality).add(placed);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing comes of {@code modality} before a piece does. */
  void away(String modality) {
    lock.lock();
    try {
      outages.begin(modality, tracks.get(modality).reach());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing comes any more. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The next second; empty where there was none within {@code patience}. */
  Optional<LiveSecond> poll(Duration patience) throws MediaException, InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patience.toNanos();
      move();
      while (true) {
        Optional<LiveSecond> second = take();
        if (second.isPresent() || left <= 0 || isOver()) {
          return second;
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether it ended, and everything whole was given. */
  boolean isOver() {
    lock.lock();
    try {
      return ended && !isComplete();
    } finally {
      lock.unlock();
    }
  }

  /** Of every second that {@link #poll} is still to give, and of the last one, the earliest end. */
  Optional<Instant> horizon() {
    long micros = horizon;
    return micros == Long.MIN_VALUE ? Optional.empty() : Optional.of(instant(micros));
  }

  /** Seconds that nobody read in time. */
  long lost() {
    lock.lock();
    try {
      return lost;
    } finally {
      lock.unlock();
    }
  }

  private Optional<LiveSecond> take() throws MediaException {
    while (base.isPresent() && (isComplete() || (isOverdue() && !ended))) {
      long number = next++;
      SortedMap<String, Signal> signals = new TreeMap<>();
      for (Map.Entry<String, Track> track : tracks.entrySet()) {
        Optional<Signal> signal = track.getValue().take(number);
        if (signal.isPresent() && !outages.touches(track.getKey(), number)) {
          signals.put(track.getKey(), signal.get());
        }
      }
      if (!signals.isEmpty() && unread() > MAX_UNREAD) {
        lost++;
      } else if (!signals.isEmpty()) {
        return Optional.of(new LiveSecond(instant(base.get() + number * Ffmpeg.SECOND), signals));
      } else {
        move();
      }
    }
    if (base.isEmpty()) {
      move();
    }
    return Optional.empty();
  }

  /** Nothing is given any more that ends before the end of the last second that was looked at. */
  private void move() {
    long reached =
        base.isPresent()
            ? base.get() + next * Ffmpeg.SECOND
            : Math.floorDiv(wallMicros.getAsLong() - lateness, Ffmpeg.SECOND) * Ffmpeg.SECOND;
    horizon = Math.max(horizon, reached);
  }

  private boolean isComplete() {
    long end = (next + 1) * Ffmpeg.SECOND;
    return base.isPresent() && tracks.values().stream().allMatch(track -> track.reach() >= end);
  }

  private boolean isOverdue() {
    return wallMicros.getAsLong() >= base.get() + (next + 1) * Ffmpeg.SECOND + lateness;
  }

  private long unread() {
    return (wallMicros.getAsLong() - base.get()) / Ffmpeg.SECOND - next;
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      tracks.values().forEach(Track::close);
    } finally {
      lock.unlock();
    }
  }
}
