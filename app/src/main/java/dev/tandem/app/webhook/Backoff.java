package dev.tandem.app.webhook;

import java.time.Duration;

/**
 * How long to wait before the next try: twice as long each time.
 *
 * @param first after the first try
 * @param most never longer
 */
record Backoff(Duration first, Duration most) {
  private static final int DOUBLINGS = 30;

  /** After a second, at last every minute. */
  static Backoff standard() {
    return new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
  }

  Duration after(int tries) {
    Duration pause = first.multipliedBy(1L << Math.min(tries - 1, DOUBLINGS));
    return pause.compareTo(most) < 0 ? pause : most;
  }
}
