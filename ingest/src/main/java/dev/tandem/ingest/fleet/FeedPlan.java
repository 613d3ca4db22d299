package dev.tandem.ingest.fleet;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.feed.FeedType;
import dev.tandem.ingest.feed.FeedUri;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One feed of several, as its user wants it.
 *
 * @param stream its name, which no other has
 * @param seed of what it draws
 * @param start event time of its clip 0; empty for a time that suits all
 * @param clips after so many it ends; empty for never
 */
public record FeedPlan(
    String stream, FeedUri uri, long seed, Optional<Instant> start, OptionalLong clips) {

  /** Opens it; the caller closes it. */
  public Feed open() {
    return Feeds.open(uri, seed);
  }

  /** Whether it is opened again when it breaks: its clips say themselves when they were. */
  public boolean isLive() {
    return uri.type().course() == FeedType.Course.LIVE;
  }
}
