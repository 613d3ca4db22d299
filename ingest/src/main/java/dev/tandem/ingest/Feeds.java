package dev.tandem.ingest;

import dev.tandem.ingest.feed.SyntheticFeed;
import dev.tandem.ingest.feed.digits.AvDigitsFeed;
import dev.tandem.ingest.feed.file.FileFeed;
import dev.tandem.ingest.feed.studio.StudioFeed;

/** Opens feeds. */
public final class Feeds {
  private Feeds() {}

  /**
   * Opens the feed of {@code uri}; the caller closes it.
   *
   * @param seed decides everything that a seeded feed draws; {@code file:} draws only its noise
   *     from it
   * @throws FeedException where it cannot be opened, saying why
   */
  public static Feed open(FeedUri uri, long seed) {
    return switch (uri.scheme()) {
      case SYNTHETIC -> SyntheticFeed.open(uri, seed);
      case STUDIO -> StudioFeed.open(uri, seed);
      case AV_DIGITS -> AvDigitsFeed.open(uri, seed);
      case FILE -> FileFeed.open(uri, seed);
    };
  }
}
