package dev.tandem.app.feeds;

import java.util.List;

/**
 * What became of several feeds of one process. The components' names are the keys of the JSON file.
 *
 * @param feeds in the order of their file
 */
public record FleetReport(String gateway, long failed, List<FeedResult> feeds) {

  static FleetReport of(String gateway, List<FeedResult> feeds) {
    return new FleetReport(
        gateway, feeds.stream().filter(FeedResult::hasFailed).count(), List.copyOf(feeds));
  }

  /** For people. */
  public String text() {
    return "%d feeds, %d of them failed; %d clips and %d labels"
        .formatted(
            feeds.size(),
            failed,
            feeds.stream().mapToLong(FeedResult::clips).sum(),
            feeds.stream().mapToLong(FeedResult::labels).sum());
  }
}
