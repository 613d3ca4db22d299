package dev.tandem.serving;

import dev.tandem.serving.delivery.VersionFollower;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a follower until it is closed; tries again where Kafka says that it may help. */
final class ModelThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelThread.class);
  private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

  private final VersionFollower follower;
  private final CurrentModel current;
  private final StoppableThread thread;

  ModelThread(String name, VersionFollower follower, CurrentModel current) {
    this.follower = follower;
    this.current = current;
    this.thread = new StoppableThread(name, this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try (follower) {
      while (!thread.isStopping()) {
        turn();
      }
    } catch (WakeupException e) {
      LOG.debug("woken up to close");
    } catch (RuntimeException | Error e) {
      current.fail("following ended: " + e);
      LOG.error("models are followed no more, the last good version goes on: {}", e.toString());
      LOG.debug("where following ended", e);
    }
  }

  private void turn() {
    try {
      follower.turn();
      current.outage(Optional.empty());
    } catch (RetriableException e) {
      current.outage(Optional.of(e.getMessage()));
      thread.pause(RETRY_PAUSE);
    }
  }

  @Override
  public void close() {
    thread.stop(follower::wakeup);
  }
}
