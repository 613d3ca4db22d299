package dev.tandem.ingest.feed.media;

import java.util.concurrent.atomic.AtomicLong;

/** What was found while a source was read. Written by one thread, read by any. */
public final class Findings {
  private final AtomicLong decodeErrors = new AtomicLong();
  private final AtomicLong damaged = new AtomicLong();
  private final AtomicLong madeUpTimes = new AtomicLong();
  private final AtomicLong holes = new AtomicLong();
  private final AtomicLong overlaps = new AtomicLong();
  private final AtomicLong skewMicros = new AtomicLong();
  private volatile long skewNowMicros;
  private volatile double driftPpm;

  /** Packets that a decoder refused. */
  public long decodeErrors() {
    return decodeErrors.get();
  }

  /** Pictures and pieces of sound that a decoder made of damaged data, which were not used. */
  public long damaged() {
    return damaged.get();
  }

  /** Pictures and pieces of sound without a time, which was made up from the rate. */
  public long madeUpTimes() {
    return madeUpTimes.get();
  }

  /** Holes in the sound that were filled with silence. */
  public long holes() {
    return holes.get();
  }

  /** Pieces of sound whose begin was there already, and was left out. */
  public long overlaps() {
    return overlaps.get();
  }

  /** How far sound was from its own times at most, in microseconds. */
  public long skewMicros() {
    return skewMicros.get();
  }

  /** How far sound is from its own times, in microseconds; negative where it is late. */
  public long skewNowMicros() {
    return skewNowMicros;
  }

  /** How much slower its samples came than their rate says, in parts per million. */
  public double driftPpm() {
    return driftPpm;
  }

  void countDecodeError() {
    decodeErrors.incrementAndGet();
  }

  void countDamaged() {
    damaged.incrementAndGet();
  }

  void countMadeUpTime() {
    madeUpTimes.incrementAndGet();
  }

  void countHole() {
    holes.incrementAndGet();
  }

  void countOverlap() {
    overlaps.incrementAndGet();
  }

  void skewed(long micros) {
    skewNowMicros = micros;
    skewMicros.accumulateAndGet(Math.abs(micros), Math::max);
  }

  void drifted(double ppm) {
    driftPpm = ppm;
  }
}
