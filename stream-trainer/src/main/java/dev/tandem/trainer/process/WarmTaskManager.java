package dev.tandem.trainer.process;

import java.time.Duration;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink's TaskManager that loads PyTorch and Kafka's clients while it waits for a job, because a
 * job that comes to a spare comes in a hurry.
 */
public final class WarmTaskManager {
  private static final Logger LOG = LoggerFactory.getLogger(WarmTaskManager.class);

  /** System property: the broker that the clients try themselves on. */
  private static final String BOOTSTRAP_SERVERS = "tandem.warm-up.bootstrap-servers";

  /** One that replaces a dead one leaves the processors to the one that takes over. */
  private static final Duration FIRST_MOMENTS = Duration.ofSeconds(8);

  private WarmTaskManager() {}

  /** Takes the arguments of {@link TaskManagerRunner}; the process ends with it. */
  public static void main(String[] arguments) throws Exception {
    Thread thread = new Thread(WarmTaskManager::warmUp, "tandem-warm-up");
    thread.setDaemon(true);
    thread.start();
    TaskManagerRunner.main(arguments);
  }

  private static void warmUp() {
    try {
      Thread.sleep(FIRST_MOMENTS.toMillis());
      timed("Kafka's clients", new KafkaWarmUp(System.getProperty(BOOTSTRAP_SERVERS)));
      timed("PyTorch", new LearnerWarmUp());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What fails costs the job time, and nothing else. */
  private static void timed(String what, Runnable step) {
    long start = System.nanoTime();
    try {
      step.run();
      LOG.info("{} warm after {} ms", what, (System.nanoTime() - start) / 1_000_000);
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("{} could not be loaded before a job comes", what, e);
    }
  }
}
