package dev.tandem.trainer.training;

import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.stream.metrics.Metrics;
import dev.tandem.stream.metrics.StreamCounters;

/** What became of a joined clip; each ends as exactly one of these. */
enum TrainingOutcome {
  /** A step was taken with it. */
  TRAINED("trained"),
  /** No label came in time. */
  UNLABELLED("unlabelled"),
  /** It was not to be trained; see {@link SkipReason}. */
  SKIPPED("skipped");

  private final String total;

  TrainingOutcome(String total) {
    this.total = total;
  }

  /** Name of the total that it adds to. */
  String total() {
    return total;
  }

  /** Counts of one operator since it started, for those who run the job. */
  static StreamCounters<TrainingOutcome> counters(Metrics metrics) {
    return StreamCounters.of(
        metrics,
        JobMetric.CANDIDATES,
        JobMetric.STREAM_CANDIDATES,
        TrainingOutcome.class,
        TrainingOutcome::total);
  }
}
