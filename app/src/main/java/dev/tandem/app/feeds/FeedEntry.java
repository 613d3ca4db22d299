package dev.tandem.app.feeds;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.ingest.fleet.FeedPlan;
import dev.tandem.schemas.config.Nearest;
import dev.tandem.schemas.config.Option;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What a file says of one feed: the feed, how it is run, and parameters of its kind. */
final class FeedEntry {
  static final String FEED = "feed";
  private static final String START = "start";
  private static final String CLIPS = "clips";
  private static final String SEED = "seed";
  private static final List<String> OURS = List.of(FEED, START, CLIPS, SEED);

  private final Map<String, String> values = new LinkedHashMap<>();

  /** False where {@code key} is there already. */
  boolean put(String key, String value) {
    return values.put(key, value) == null;
  }

  /** Throws {@link FeedException}, saying what must be. */
  FeedPlan plan(String stream) {
    if (values.getOrDefault(FEED, "").isEmpty()) {
      throw new FeedException("it has no 'feed'; write one such as 'feed: rtsp://camera/stream'");
    }
    FeedUri uri = Feeds.parse(values.get(FEED));
    Map<String, String> parameters = new LinkedHashMap<>(values);
    parameters.keySet().removeAll(OURS);
    parameters.keySet().forEach(key -> requireKnown(uri, key));
    FeedPlan plan = new FeedPlan(stream, uri.with(parameters), seed(), start(), clips());
    if (plan.isLive() && plan.start().isPresent()) {
      throw new FeedException("it has a start, but is live: its clips say when they were");
    }
    return plan;
  }

  private static void requireKnown(FeedUri uri, String key) {
    List<String> known =
        Stream.concat(OURS.stream(), uri.type().options().stream().map(Option::key))
            .sorted()
            .toList();
    if (!known.contains(key)) {
      throw new FeedException(
          "unknown key '%s' of a feed %s%s"
              .formatted(key, uri.type().form(), Nearest.hint(key, known)));
    }
  }

  private long seed() {
    try {
      return Long.parseLong(values.getOrDefault(SEED, "0"));
    } catch (NumberFormatException e) {
      throw new FeedException("seed is '%s'; must be a whole number".formatted(values.get(SEED)));
    }
  }

  private Optional<Instant> start() {
    try {
      return Optional.ofNullable(values.get(START)).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw new FeedException(
          "start is '%s'; must be a time such as 2026-11-01T00:00:00Z"
              .formatted(values.get(START)));
    }
  }

  private OptionalLong clips() {
    String text = values.getOrDefault(CLIPS, "");
    if (!values.containsKey(CLIPS)) {
      return OptionalLong.empty();
    }
    if (!text.matches("[1-9]\\d{0,17}")) {
      throw new FeedException(
          "clips is '%s'; must be a whole number of at least 1".formatted(text));
    }
    return OptionalLong.of(Long.parseLong(text));
  }
}
