package dev.tandem.ingest.fleet;

import java.time.Duration;

/** Pauses that double, up to a minute. Used by one thread. */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private Duration next = FIRST;

  /** The one that is due, after which the next is longer. */
  Duration pause() {
    Duration pause = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return pause;
  }

  /** It went well. */
  void reset() {
    next = FIRST;
  }
}
