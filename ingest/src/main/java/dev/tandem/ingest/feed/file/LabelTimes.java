package dev.tandem.ingest.feed.file;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times in a file as people write them: {@code 83.5}, {@code 1:23.5} and {@code 0:01:23.5}. */
final class LabelTimes {
  private static final Pattern FORM =
      Pattern.compile("(?:(?:(\\d{1,6}):)?(\\d{1,6}):)?(\\d{1,9}(?:\\.\\d{1,40})?)");
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

  private LabelTimes() {}

  /** Empty where either is no time, or the end is not behind the start. */
  static Optional<LabelSpan> span(String start, String end) {
    return time(start)
        .flatMap(from -> time(end).map(to -> new LabelSpan(from, to)))
        .filter(span -> span.start().compareTo(span.end()) < 0);
  }

  private static Optional<Duration> time(String written) {
    Matcher parts = FORM.matcher(written.trim());
    if (!parts.matches()) {
      return Optional.empty();
    }
    BigDecimal seconds = new BigDecimal(parts.group(3));
    long nanos = seconds.multiply(NANOS).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    return Optional.of(
        Duration.ofHours(whole(parts.group(1)))
            .plusMinutes(whole(parts.group(2)))
            .plusNanos(nanos));
  }

  private static long whole(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
