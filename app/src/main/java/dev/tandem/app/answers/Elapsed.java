package dev.tandem.app.answers;

import java.time.Duration;
import java.util.Locale;

/** Lengths of time for people: two or three figures, in the unit that suits. */
final class Elapsed {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration VERY_LONG = Duration.ofDays(2);

  private Elapsed() {}

  static String text(Duration span) {
    if (span.compareTo(Duration.ofSeconds(1)) < 0) {
      return span.toMillis() + " ms";
    }
    if (span.compareTo(LONG) < 0) {
      return String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1000.0);
    }
    return span.compareTo(VERY_LONG) < 0 ? span.toMinutes() + " min" : span.toDays() + " days";
  }
}
