package dev.tandem.ingest.publish;

import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.Placement;
import java.time.Duration;
import java.time.Instant;

/** Event times of a run's clips. */
public record ClipTimes(Instant start, Placement placement, Duration length) {

  static ClipTimes of(PublisherSettings settings, FeedDescription feed) {
    return new ClipTimes(settings.start(), feed.placement(), feed.length());
  }

  /** When clip {@code index} begins. */
  Instant begin(long index) {
    return start.plus(placement.begin(index));
  }

  /** When it is complete: the time of its records. */
  Instant end(long index) {
    return begin(index).plus(length);
  }

  /** How many clips of the feed are complete at {@code time}. */
  long endedBy(Instant time) {
    return placement.begunBy(Duration.between(start, time).minus(length));
  }

  /** From the begin of the clip before to that of clip {@code index}. */
  Duration hop(long index) {
    return index == 0 ? Duration.ZERO : placement.begin(index).minus(placement.begin(index - 1));
  }
}
