package dev.tandem.trainer.training;

import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.stream.metrics.Metrics;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Histogram;

/** How long checkpoints take, and hold back what was written, as metrics of an operator. */
final class CheckpointMetrics {
  private static final long NONE = -1;

  private final Clock clock;
  private final Histogram pause;
  private final Histogram duration;
  private long begun = NONE;
  private long begunAt;
  private volatile long completedAt;

  CheckpointMetrics(Metrics metrics, Clock clock) {
    this.clock = clock;
    pause = metrics.histogram(JobMetric.SNAPSHOT_TIME);
    duration = metrics.histogram(JobMetric.CHECKPOINT_TIME);
    completedAt = clock.millis();
    metrics.gauge(JobMetric.TRANSACTION_AGE, () -> (clock.millis() - completedAt) / 1e3);
  }

  /** The state was copied, within {@code nanos}, and is being written from now on. */
  void copied(long checkpoint, long nanos) {
    pause.update(nanos);
    begun = checkpoint;
    begunAt = clock.millis();
  }

  /** Only the newest checkpoint is timed; one that was overtaken by it is not. */
  void completed(long checkpoint) {
    completedAt = clock.millis();
    if (checkpoint == begun) {
      duration.update(TimeUnit.MILLISECONDS.toNanos(completedAt - begunAt));
      begun = NONE;
    }
  }
}
