package dev.tandem.ingest.feed.media;

import java.time.Duration;

/** Pauses between attempts: each twice as long as the one before, up to a longest. Thread-safe. */
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** An attempt was of use: the next pause is the first again. */
  synchronized void reset() {
    next = first;
  }

  /** How long to wait now. */
  synchronized Duration take() {
    Duration now = next;
    Duration twice = now.multipliedBy(2);
    next = twice.compareTo(longest) > 0 ? longest : twice;
    return now;
  }

  /** How long the next pause will be. */
  synchronized Duration next() {
    return next;
  }
}
