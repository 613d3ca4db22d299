package dev.tandem.app.feeds;

import dev.tandem.ingest.clip.CaptureCounts;
import dev.tandem.ingest.clip.Feed.Skipped;
import dev.tandem.ingest.fleet.FeedState;
import dev.tandem.ingest.fleet.FeedStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of one feed of several. The components' names are keys of the report.
 *
 * @param state ended, or failed
 * @param reason of its last failure; empty without any
 * @param failures how often it could not be opened, or broke
 * @param dropped clips that were captured and not written
 * @param leftOut items that gave no clip
 */
public record FeedResult(
    String stream,
    String feed,
    String state,
    String reason,
    long failures,
    long clips,
    long labels,
    Dropped dropped,
    CaptureCounts capture,
    List<Skipped> leftOut) {

  /**
   * Why.
   *
   * @param gaveWay to newer ones, as Kafka was slow
   * @param late after it was said that none came any more
   */
  public record Dropped(long gaveWay, long late) {}

  /**
   * @param shortfall what it lacks, though it ended by itself
   */
  static FeedResult of(FeedStatus status, Optional<String> shortfall) {
    boolean failed = status.state() == FeedState.FAILED || shortfall.isPresent();
    return new FeedResult(
        status.plan().stream(),
        status.plan().uri().name(),
        (failed ? FeedState.FAILED : FeedState.ENDED).name().toLowerCase(Locale.ROOT),
        shortfall.or(status::reason).orElse(""),
        status.failures(),
        status.published().clips(),
        status.published().labels(),
        new Dropped(status.published().gaveWay(), status.published().late()),
        status.capture(),
        status.leftOut());
  }

  boolean hasFailed() {
    return state.equals(FeedState.FAILED.name().toLowerCase(Locale.ROOT));
  }
}
