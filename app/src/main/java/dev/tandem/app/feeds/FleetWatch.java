package dev.tandem.app.feeds;

import dev.tandem.ingest.fleet.FeedStatus;
import java.util.List;
import java.util.function.Supplier;

/** How feeds stand, for who looks from outside; nothing before there are any. */
public final class FleetWatch {
  private volatile Supplier<List<FeedStatus>> seen = List::of;

  /** Looks at these from now on. */
  public void see(Supplier<List<FeedStatus>> feeds) {
    seen = feeds;
  }

  /** How they stand now. */
  public List<FeedStatus> status() {
    return seen.get();
  }
}
