package dev.tandem.ingest.fleet;

import dev.tandem.ingest.clip.CaptureCounts;
import dev.tandem.ingest.clip.Feed.Skipped;
import dev.tandem.ingest.clip.SourceReport;
import dev.tandem.ingest.publish.PublishCounts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a feed stands.
 *
 * @param published what became of its clips; goes on counting
 * @param capture of all the times it was open
 * @param failures how often it could not be opened, or broke
 * @param reason of the last failure; empty without any
 * @param share of the feed that was read, 0 to 1; empty where nobody knows
 * @param clockAwaited the time of the wall clock that its next clip waits for
 * @param leftOut items that gave no clip
 * @param sources of a live feed that is open
 */
public record FeedStatus(
    FeedPlan plan,
    FeedState state,
    PublishCounts published,
    CaptureCounts capture,
    long failures,
    Optional<String> reason,
    OptionalDouble share,
    Optional<Instant> clockAwaited,
    List<Skipped> leftOut,
    List<SourceReport> sources) {
  public FeedStatus {
    leftOut = List.copyOf(leftOut);
    sources = List.copyOf(sources);
  }
}
