package dev.tandem.schemas.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 250ms}, {@code 2s}, {@code 5min}, {@code 1h}, {@code 3d}.
 */
public final class Durations {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,12})\\s*(ms|s|min|h|d)");
  private static final Map<String, Duration> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("d", Duration.ofDays(1));
    UNITS.put("h", Duration.ofHours(1));
    UNITS.put("min", Duration.ofMinutes(1));
    UNITS.put("s", Duration.ofSeconds(1));
    UNITS.put("ms", Duration.ofMillis(1));
  }

  private Durations() {}

  /** Throws {@link IllegalArgumentException} for anything but a whole number and a unit. */
  public static Duration parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a duration such as 250ms, 2s, 5min or 1h".formatted(text));
    }
    return UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
  }

  /** In the largest unit that leaves a whole number. */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
      long size = unit.getValue().toMillis();
      if (millis != 0 && millis % size == 0) {
        return millis / size + unit.getKey();
      }
    }
    return millis + "ms";
  }

  /** For people: in the largest unit that it fills, rounded down. */
  public static String about(Duration duration) {
    for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
      if (duration.compareTo(unit.getValue()) >= 0) {
        return duration.dividedBy(unit.getValue()) + " " + unit.getKey();
      }
    }
    return "0 ms";
  }
}
