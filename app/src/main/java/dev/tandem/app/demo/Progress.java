package dev.tandem.app.demo;

import dev.tandem.cluster.Interruption;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Waits for the stages of a run, for as long as they move on.
 *
 * <p>A stage is given up when what it shows of itself has not changed for the deadline: a slow
 * stage may take as long as it needs.
 */
final class Progress {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Duration deadline;
  private final Interruption interruption;
  private final Runnable check;
  private final LongSupplier nanoTime;
  private volatile Stage current = Stage.KAFKA;

  /**
   * @param check throws when something that every stage needs has failed
   */
  Progress(Duration deadline, Interruption interruption, Runnable check, LongSupplier nanoTime) {
    this.deadline = deadline;
    this.interruption = interruption;
    this.check = check;
    this.nanoTime = nanoTime;
  }

  /**
   * Returns when {@code done}, or when the user interrupts.
   *
   * @param seen what changes while the stage moves on, for people
   * @return false if it was interrupted
   * @throws StageException if {@code seen} stands still for the deadline
   */
  boolean await(Stage stage, Supplier<String> seen, BooleanSupplier done) {
    enter(stage);
    String last = "";
    long since = nanoTime.getAsLong();
    while (!done.getAsBoolean()) {
      check.run();
      String now = seen.get();
      if (!Objects.equals(now, last)) {
        last = now;
        since = nanoTime.getAsLong();
      } else if (nanoTime.getAsLong() - since > deadline.toNanos()) {
        throw StageException.hung(stage, deadline, now);
      }
      if (interruption.awaitRequest(PAUSE)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns when {@code done}, or when the user interrupts, however long nothing moves: people take
   * their time.
   *
   * @return false if it was interrupted
   */
  boolean awaitPeople(Stage stage, BooleanSupplier done) {
    return await(stage, () -> Long.toString(nanoTime.getAsLong()), done);
  }

  /** The run is in {@code stage} now. */
  void enter(Stage stage) {
    current = stage;
  }

  /** What the run is doing, for people. */
  String doing() {
    return current.doing();
  }

  /** How long a stage may stand still. */
  Duration deadline() {
    return deadline;
  }
}
