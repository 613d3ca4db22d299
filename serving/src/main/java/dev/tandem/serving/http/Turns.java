package dev.tandem.serving.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets some requests be read and answered at a time, which bounds the memory that their bodies
 * take. Some more wait for their turn and the rest is turned away at once, so that together they
 * leave threads of the server to the status pages. Thread-safe.
 */
final class Turns {
  /** Answers one request. */
  interface Work {
    Reply answer() throws IOException;
  }

  static final int AT_A_TIME = 16;
  static final int WAITING = 112;

  private final Semaphore places = new Semaphore(AT_A_TIME + WAITING);
  private final Semaphore turns = new Semaphore(AT_A_TIME, true);
  private final Duration patience;

  /**
   * @param patience how long a request waits for its turn
   */
  Turns(Duration patience) {
    this.patience = patience;
  }

  /** The answer of {@code work}, or 503 where it gets no turn. */
  Reply take(Work work) throws IOException {
    if (!places.tryAcquire()) {
      return turnedAway();
    }
    try {
      return await(work);
    } finally {
      places.release();
    }
  }

  private Reply await(Work work) throws IOException {
    if (!isGivenInTime()) {
      return turnedAway();
    }
    try {
      return work.answer();
    } finally {
      turns.release();
    }
  }

  private boolean isGivenInTime() {
    try {
      return turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Reply turnedAway() {
    return Reply.error(
        503,
        "%d requests are being answered and others wait; try again later, or send to another consumer"
            .formatted(AT_A_TIME));
  }
}
