package dev.tandem.ingest.publish;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Where a run waits: for its turn, and for the wall clock.
 *
 * @param clockWait told for what time of the wall clock it waits; of nothing when it is over
 */
record PublishGate(
    FlowControl flow,
    Clock clock,
    Waiting waiting,
    BooleanSupplier stopping,
    Consumer<Optional<Instant>> clockWait) {
  static final Duration SLICE = Duration.ofMillis(100);

  /**
   * Waits until flow control lets the clip pass; false if the run was stopped. {@code beforeWait}
   * runs once, if there is a wait at all.
   */
  boolean awaitTurn(Turn turn, Runnable beforeWait) throws InterruptedException {
    return await(() -> flow.pause(turn), beforeWait);
  }

  /** Waits until the wall clock is at {@code time}; false if the run was stopped. */
  boolean awaitClock(Instant time, Runnable beforeWait) throws InterruptedException {
    try {
      return await(
          () -> Duration.between(clock.instant(), time),
          () -> {
            clockWait.accept(Optional.of(time));
            beforeWait.run();
          });
    } finally {
      clockWait.accept(Optional.empty());
    }
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
