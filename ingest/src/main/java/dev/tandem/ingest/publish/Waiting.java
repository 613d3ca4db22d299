package dev.tandem.ingest.publish;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How a publisher passes time. */
@FunctionalInterface
public interface Waiting {

  /** Returns after about {@code pause}, or earlier; throws if the thread is interrupted. */
  void pass(Duration pause) throws InterruptedException;

  /** Parks the thread. */
  static Waiting parked() {
    return pause -> {
      LockSupport.parkNanos(pause.toNanos());
      if (Thread.interrupted()) {
        throw new InterruptedException("stopped while waiting to publish");
      }
    };
  }
}
