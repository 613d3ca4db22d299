package dev.tandem.ingest.publish;

import dev.tandem.ingest.clip.FeedDescription;
import java.time.Duration;
import java.time.Instant;

/** Event times of a run's clips. */
public record ClipTimes(Instant start, Duration hop, Duration length) {

  static ClipTimes of(PublisherSettings settings, FeedDescription feed) {
    return new ClipTimes(settings.start(), feed.hop(), feed.length());
  }

  /** When clip {@code index} begins. */
  Instant begin(long index) {
    return start.plus(hop.multipliedBy(index));
  }

  /** When it is complete: the time of its records. */
  Instant end(long index) {
    return begin(index).plus(length);
  }
}
