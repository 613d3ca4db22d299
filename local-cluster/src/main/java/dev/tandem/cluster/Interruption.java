package dev.tandem.cluster;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The user's wish to end, by Ctrl-C or a termination signal. The process lives on until the run has
 * ended in order, but at most for the patience given.
 */
public final class Interruption {
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  /** Lets signals of the operating system ask for the end. */
  public void listen(Duration patience) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  request();
                  awaitFinished(patience);
                },
                "tandem-interruption"));
  }

  public void request() {
    requested.countDown();
  }

  public boolean isRequested() {
    return requested.getCount() == 0;
  }

  /** Waits for a request; true if there is one. */
  public boolean awaitRequest(Duration atMost) {
    return await(requested, atMost);
  }

  /** The run has ended; the process may go. */
  public void finished() {
    finished.countDown();
  }

  private void awaitFinished(Duration atMost) {
    await(finished, atMost);
  }

  private static boolean await(CountDownLatch latch, Duration atMost) {
    try {
      return latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
