package dev.tandem.serving;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A daemon thread that is asked to end and then waited for. */
final class StoppableThread {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param body ends soon once {@link #isStopping} is true
   */
  StoppableThread(String name, Runnable body) {
    this.thread = new Thread(body, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Waits; returns early when the thread is to end. */
  void pause(Duration duration) {
    try {
      stopping.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping.countDown();
    }
  }

  /**
   * Asks the body to end and waits for it; interrupts it if it does not.
   *
   * @param wakeup ends what the body waits for
   */
  void stop(Runnable wakeup) {
    stopping.countDown();
    wakeup.run();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      thread.interrupt();
    }
  }
}
