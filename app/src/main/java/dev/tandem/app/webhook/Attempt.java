package dev.tandem.app.webhook;

import java.time.Duration;

/**
 * What came of telling once.
 *
 * @param reason why it was not delivered, without any secret; empty where it was
 * @param pause how long the other side wants to be left alone at least
 */
record Attempt(Result result, String reason, Duration pause) {

  /** Whether to try again. */
  enum Result {
    DELIVERED,
    /** May succeed later. */
    FAILED,
    /** Will not, as it is. */
    REFUSED
  }

  static Attempt delivered() {
    return new Attempt(Result.DELIVERED, "", Duration.ZERO);
  }

  static Attempt failed(String reason, Duration pause) {
    return new Attempt(Result.FAILED, reason, pause);
  }

  static Attempt refused(String reason) {
    return new Attempt(Result.REFUSED, reason, Duration.ZERO);
  }
}
