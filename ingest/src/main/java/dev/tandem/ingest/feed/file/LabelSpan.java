package dev.tandem.ingest.feed.file;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * A stretch of a file, counted from the file's begin.
 *
 * @param end behind it
 */
record LabelSpan(Duration start, Duration end) {

  boolean covers(Duration time) {
    return start.compareTo(time) <= 0 && time.compareTo(end) < 0;
  }

  boolean overlaps(LabelSpan other) {
    return start.compareTo(other.end) < 0 && other.start.compareTo(end) < 0;
  }

  /** Such as {@code 0.5 to 2 s}. */
  @Override
  public String toString() {
    return "%s to %s s".formatted(seconds(start), seconds(end));
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}
