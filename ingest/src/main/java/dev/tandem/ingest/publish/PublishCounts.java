package dev.tandem.ingest.publish;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What became of a stream's clips so far, over all runs that count here. Counted by the threads of
 * those runs, read by any.
 */
public final class PublishCounts {
  private final AtomicLong clips = new AtomicLong();
  private final AtomicLong labels = new AtomicLong();
  private final AtomicLong late = new AtomicLong();
  private final AtomicLong gaveWay = new AtomicLong();
  private final AtomicLong inFlight = new AtomicLong();
  private final AtomicReference<Optional<Instant>> lastClip =
      new AtomicReference<>(Optional.empty());

  /** Clips written. */
  public long clips() {
    return clips.get();
  }

  /** Labels written. */
  public long labels() {
    return labels.get();
  }

  /** Clips that came after it was said that no older one would, and were not written. */
  public long late() {
    return late.get();
  }

  /** Clips that gave way to newer ones, as Kafka was slow. */
  public long gaveWay() {
    return gaveWay.get();
  }

  /** Records and marks that Kafka has neither acknowledged nor refused yet. */
  public long inFlight() {
    return inFlight.get();
  }

  /** When the newest clip that was written ended; empty before the first. */
  public Optional<Instant> lastClip() {
    return lastClip.get();
  }

  void clip(Instant end) {
    clips.incrementAndGet();
    lastClip.set(Optional.of(end));
  }

  void label() {
    labels.incrementAndGet();
  }

  void lateClip() {
    late.incrementAndGet();
  }

  void clipGaveWay() {
    gaveWay.incrementAndGet();
  }

  void sent() {
    inFlight.incrementAndGet();
  }

  void answered() {
    inFlight.decrementAndGet();
  }
}
