package dev.tandem.ingest.fleet;

import dev.tandem.ingest.publish.PublishedReport;
import java.time.Duration;
import java.util.Optional;

/** Told what happens to the feeds of a fleet, by their threads. */
public interface FleetNews {

  /** It could not be opened, or broke; not told again for the same reason in a row. */
  void failed(FeedPlan feed, String reason, Optional<Duration> openedAgainAfter);

  /** It is open after it had failed. */
  void back(FeedPlan feed, long failures);

  /** It came to its end. */
  void ended(FeedPlan feed, PublishedReport report);
}
