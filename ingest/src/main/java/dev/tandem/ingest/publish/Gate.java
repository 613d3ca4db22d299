package dev.tandem.ingest.publish;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Where a run waits: for its turn, and for the wall clock. */
record Gate(FlowControl flow, Clock clock, Waiting waiting, BooleanSupplier stopping) {
  private static final Duration SLICE = Duration.ofMillis(100);

  /**
   * Waits until flow control lets the clip pass; false if the run was stopped. {@code beforeWait}
   * runs once, if there is a wait at all.
   */
  boolean awaitTurn(Turn turn, Runnable beforeWait) throws InterruptedException {
    return await(() -> flow.pause(turn), beforeWait);
  }

  /** Waits until the wall clock is at {@code time}; false if the run was stopped. */
  boolean awaitClock(Instant time, Runnable beforeWait) throws InterruptedException {
    return await(() -> Duration.between(clock.instant(), time), beforeWait);
  }

  private boolean await(Pause pause, Runnable beforeWait) throws InterruptedException {
    boolean waited = false;
    while (!stopping.getAsBoolean()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("stopped between two clips");
      }
      Duration left = pause.left();
      if (left.isZero() || left.isNegative()) {
        return true;
      }
      if (!waited) {
        beforeWait.run();
        waited = true;
      }
      waiting.pass(left.compareTo(SLICE) < 0 ? left : SLICE);
    }
    return false;
  }

  private interface Pause {
    Duration left();
  }
}
