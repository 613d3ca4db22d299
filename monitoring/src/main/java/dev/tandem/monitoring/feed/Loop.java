package dev.tandem.monitoring.feed;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that goes on until it is closed, whatever Kafka throws. */
final class Loop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final Duration PAUSE = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What it does. */
  interface Body {
    /** Returns once the loop does not go on. */
    void run(Loop loop);

    /** Kafka threw this; it is begun anew after a pause. */
    void failed(KafkaException e);
  }

  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);

  private Loop(String name, Body body) {
    thread = new Thread(() -> run(body), name);
    thread.setDaemon(true);
  }

  static Loop start(String name, Body body) {
    Loop loop = new Loop(name, body);
    loop.thread.start();
    return loop;
  }

  private void run(Body body) {
    while (goesOn()) {
      try {
        body.run(this);
      } catch (InterruptException e) {
        LOG.debug("woken up to close");
      } catch (KafkaException e) {
        LOG.warn("the board cannot read: {}", e.getMessage());
        body.failed(e);
        pause(PAUSE);
      }
    }
  }

  boolean goesOn() {
    return closing.getCount() > 0;
  }

  /** Returns early where it is closed. */
  void pause(Duration pause) {
    try {
      boolean closed = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
      LOG.trace("paused; closed: {}", closed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(PATIENCE.toMillis());
      thread.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
