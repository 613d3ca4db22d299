package dev.tandem.tests;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Waits for as long as something moves on: what is slow, as beside other work, may take the time
 * that it needs, and what hangs ends the test.
 */
public final class Patience {
  /** So long nothing that moves stands still, whatever else the machine does. */
  public static final Duration STANDSTILL = Duration.ofMinutes(4);

  private static final long PAUSE_MILLIS = 20;

  private final Duration standstill;
  private final LongSupplier nanoTime;

  Patience(Duration standstill, LongSupplier nanoTime) {
    this.standstill = standstill;
    this.nanoTime = nanoTime;
  }

  /** Waits for what shows nothing of itself before it is done. */
  public static void until(Callable<Boolean> done) {
    until(done, () -> "nothing to see");
  }

  /**
   * Returns when {@code done}.
   *
   * @param figure changes while things move on, and no longer when they hang
   * @throws AssertionError with the last figure, where it has stood still for too long
   */
  public static void until(Callable<Boolean> done, Supplier<?> figure) {
    new Patience(STANDSTILL, System::nanoTime).await(done, figure);
  }

  void await(Callable<Boolean> done, Supplier<?> figure) {
    Object last = null;
    long since = nanoTime.getAsLong();
    while (!isTrue(done)) {
      Object now = figure.get();
      long still = nanoTime.getAsLong() - since;
      if (!Objects.equals(now, last)) {
        last = now;
        since += still;
      } else if (still > standstill.toNanos()) {
        throw new AssertionError(
            "nothing has moved for %d s; last seen: %s"
                .formatted(Duration.ofNanos(still).toSeconds(), now));
      }
      pause();
    }
  }

  private static boolean isTrue(Callable<Boolean> done) {
    try {
      return done.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("cannot tell whether it is done", e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
