package dev.tandem.ingest;

import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.feed.ConditionedFeed;
import dev.tandem.ingest.feed.FeedType;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.ingest.feed.SyntheticFeed;
import dev.tandem.ingest.feed.dataset.DataSetFeed;
import dev.tandem.ingest.feed.digits.AvDigitsFeed;
import dev.tandem.ingest.feed.features.FeaturesFeed;
import dev.tandem.ingest.feed.file.FileFeed;
import dev.tandem.ingest.feed.live.LiveFeed;
import dev.tandem.ingest.feed.studio.StudioFeed;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Knows every kind of feed, and opens them. */
public final class Feeds {
  private static final List<FeedType> TYPES =
      Stream.of(
              List.of(StudioFeed.TYPE, AvDigitsFeed.TYPE, FileFeed.TYPE, FeaturesFeed.TYPE),
              DataSetFeed.TYPES,
              List.of(SyntheticFeed.TYPE),
              LiveFeed.TYPES)
          .flatMap(List::stream)
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
   * A feed as it is written. Throws {@link FeedException} for what is unknown or out of range,
   * saying what is allowed.
   */
  public static FeedUri parse(String text) {
    int colon = text.indexOf(':');
    String word = colon < 0 ? "" : text.substring(0, colon);
    FeedType type =
        TYPES.stream()
            .filter(known -> known.word().equals(word))
            .findFirst()
            .orElseThrow(
                () ->
                    new FeedException(
                        "unknown feed '%s'; must be one of %s, with parameters such as studio:?snr=0."
                            .formatted(text, forms())));
    return FeedUri.of(type, text);
  }

  /** The file or directory {@code path}, whatever characters it has, without parameters. */
  public static FeedUri ofFile(String path) {
    return FeedUri.ofPath(FileFeed.TYPE, path);
  }

  private static String forms() {
    return TYPES.stream().map(FeedType::form).collect(Collectors.joining(", "));
  }
}
