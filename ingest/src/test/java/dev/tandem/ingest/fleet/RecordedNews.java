package dev.tandem.ingest.fleet;

import dev.tandem.ingest.publish.PublishedReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what it was told, a line each. */
final class RecordedNews implements FleetNews {
  private final List<String> lines = new ArrayList<>();

  @Override
  public synchronized void failed(FeedPlan feed, String reason, Optional<Duration> again) {
    lines.add(
        feed.stream()
            + " failed: "
            + reason
            + again.map(pause -> ", again in " + pause).orElse(""));
  }

  @Override
  public synchronized void back(FeedPlan feed, long failures) {
    lines.add(feed.stream() + " back after " + failures);
  }

  @Override
  public synchronized void ended(FeedPlan feed, PublishedReport report) {
    lines.add(feed.stream() + " ended with " + report.clips());
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
