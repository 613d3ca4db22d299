package dev.tandem.ingest;

import dev.tandem.ingest.feed.ConditionedFeed;
import dev.tandem.ingest.feed.SyntheticFeed;
import dev.tandem.ingest.feed.digits.AvDigitsFeed;
import dev.tandem.ingest.feed.file.FileFeed;
import dev.tandem.ingest.feed.live.LiveFeed;
import dev.tandem.ingest.feed.studio.StudioFeed;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Knows every kind of feed, and opens them. */
public final class Feeds {
  private static final List<FeedType> TYPES =
      Stream.concat(
              Stream.of(StudioFeed.TYPE, AvDigitsFeed.TYPE, FileFeed.TYPE, SyntheticFeed.TYPE),
              LiveFeed.TYPES.stream())
          .toList();

  private Feeds() {}

  /** Every kind of feed. */
  public static List<FeedType> types() {
    return TYPES;
  }

  /**
   * Opens the feed of {@code uri}, under its conditions; the caller closes it.
   *
   * @param seed decides everything that a seeded feed draws; {@code file:} draws only its noise
   *     from it
   * @throws FeedException where it cannot be opened, saying why
   */
  public static Feed open(FeedUri uri, long seed) {
    Feed feed = uri.type().opener().open(uri, seed);
    return uri.type().conditions().isEmpty()
        ? feed
        : new ConditionedFeed(feed, uri.conditions(), seed);
  }

  /**
   * @param uri for the message of the {@link FeedException}
   */
  static FeedType type(String word, String uri) {
    return TYPES.stream()
        .filter(type -> type.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new FeedException(
                    "unknown feed '%s'; must be one of %s, with parameters such as studio:?snr=0."
                        .formatted(uri, forms())));
  }

  private static String forms() {
    return TYPES.stream().map(FeedType::form).collect(Collectors.joining(", "));
  }
}
