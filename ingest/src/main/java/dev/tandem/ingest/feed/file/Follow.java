package dev.tandem.ingest.feed.file;

import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.schemas.config.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * How a feed waits for what is still to be written.
 *
 * @param idle without anything new, after which the feed ends; empty where it never does
 * @param settle without a change, after which a file is whole
 */
record Follow(Optional<Duration> idle, Duration settle) {
  private static final String OFF = "off";
  private static final String ON = "on";

  /** Empty where it ends with what there is. */
  static Optional<Follow> of(FeedUri uri) {
    String how = uri.get(FileOptions.FOLLOW);
    if (how.equals(OFF)) {
      return Optional.empty();
    }
    if (uri.parameters().asMap().containsKey(FileOptions.ORDER.key())) {
      throw new FeedException(
          "%s: what is followed comes in the order in which it is written; order must not be given. Remove it."
              .formatted(uri));
    }
    return Optional.of(
        new Follow(
            how.equals(ON) ? Optional.empty() : Optional.of(Durations.parse(how)),
            uri.get(FileOptions.SETTLE)));
  }

  static boolean isOne(String text) {
    if (text.equals(OFF) || text.equals(ON)) {
      return true;
    }
    try {
      return !Durations.parse(text).isNegative() && !Durations.parse(text).isZero();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
