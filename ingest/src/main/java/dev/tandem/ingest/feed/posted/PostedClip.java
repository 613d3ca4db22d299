package dev.tandem.ingest.feed.posted;

import java.time.Instant;
import java.util.Locale;

/**
 * A clip that was handed over.
 *
 * @param index its ordinal in the feed, which never comes again
 * @param begin its clip time
 * @param end when its features are complete
 */
public record PostedClip(long index, Instant begin, Instant end) {
  /** Its id among the records of {@code stream}. */
  public String id(String stream) {
    return String.format(Locale.ROOT, "%s-%08d", stream, index);
  }
}
