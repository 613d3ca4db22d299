package dev.tandem.app.demo;

import dev.tandem.app.report.RunHistory;
import dev.tandem.ingest.publish.Backlog;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Records of clips that are published but have not come to their end in training. Sees what is
 * trained, not what is read, so that nothing piles up between source and trainer; and sees it at
 * once, where positions of an idle source are reported up to 10 s late.
 */
final class TrainedBacklog implements Backlog {
  private static final List<String> ENDS =
      List.of("trained", "unlabelled", "skipped", "late", "deadLettered");

  private final RunHistory history;
  private final LongSupplier published;
  private final int recordsPerClip;
  private final long endedBefore;

  private TrainedBacklog(
      RunHistory history, LongSupplier published, int recordsPerClip, long endedBefore) {
    this.history = history;
    this.published = published;
    this.recordsPerClip = recordsPerClip;
    this.endedBefore = endedBefore;
  }

  /**
   * @param history already has what earlier runs on the same topics did
   * @param published clips of this run
   */
  static TrainedBacklog of(RunHistory history, LongSupplier published, int recordsPerClip) {
    return new TrainedBacklog(history, published, recordsPerClip, ended(history));
  }

  @Override
  public long records() {
    return recordsPerClip * (published.getAsLong() - (ended(history) - endedBefore));
  }

  private static long ended(RunHistory history) {
    Map<String, Long> totals = history.totals();
    return ENDS.stream().mapToLong(end -> totals.getOrDefault(end, 0L)).sum();
  }
}
