package dev.tandem.trainer.training;

import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.stream.metrics.Metrics;
import dev.tandem.stream.metrics.StreamCounters;

/** Why a joined clip was skipped. */
enum SkipReason {
  /** Another clip of its id was under way. */
  ID_IN_USE("idInUse", "skippedIdInUse"),
  /** {@code trainer.admit} left it out. */
  NOT_ADMITTED("notAdmitted", "skippedNotAdmitted"),
  /** Its stream was kept out by the control topic. */
  QUARANTINED("quarantined", "skippedQuarantined"),
  /** Its label names a class that the model does not know, and has no room for. */
  UNKNOWN_CLASS("unknownClass", "skippedUnknownClass");

  private final String label;
  private final String total;

  SkipReason(String label, String total) {
    this.label = label;
    this.total = total;
  }

  /** Name of the total that it adds to, beside that of all that is skipped. */
  String total() {
    return total;
  }

  /** Counts of one operator since it started, for those who run the job. */
  static StreamCounters<SkipReason> counters(Metrics metrics) {
    return StreamCounters.of(
        metrics,
        JobMetric.SKIPPED_CANDIDATES,
        JobMetric.STREAM_SKIPPED_CANDIDATES,
        SkipReason.class,
        reason -> reason.label);
  }
}
