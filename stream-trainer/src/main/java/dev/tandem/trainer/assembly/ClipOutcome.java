package dev.tandem.trainer.assembly;

import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.stream.metrics.Metrics;
import dev.tandem.stream.metrics.StreamCounters;

/** How a clip ended; each clip id ends as exactly one of these. */
public enum ClipOutcome {
  /** Every modality is there. */
  COMPLETE("complete"),
  /** At least one modality was there at the deadline. */
  PARTIAL("partial"),
  /** No part came in time. */
  LATE("late"),
  /** Parts came in time, but no modality was usable. */
  DEAD_LETTERED("deadLettered");

  private final String total;

  ClipOutcome(String total) {
    this.total = total;
  }

  /** Name of the total that it adds to. */
  public String total() {
    return total;
  }

  /** Counts of one operator since it started, for those who run the job. */
  static StreamCounters<ClipOutcome> counters(Metrics metrics) {
    return StreamCounters.of(
        metrics, JobMetric.CLIPS, JobMetric.STREAM_CLIPS, ClipOutcome.class, ClipOutcome::total);
  }
}
