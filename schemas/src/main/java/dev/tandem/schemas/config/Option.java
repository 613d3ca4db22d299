package dev.tandem.schemas.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One setting.
 *
 * @param key dotted, lower case, as written in a configuration file
 * @param type for the documentation: {@code int}, {@code duration}, …
 * @param fallback the default, as text; parsed like a user's value
 * @param range what is allowed, in words
 * @param sentence what it does
 */
public record Option<T>(
    String key,
    String type,
    String fallback,
    String range,
    String sentence,
    Function<String, T> parser,
    Predicate<T> allowed) {

  public static Option<Integer> ofInt(String key, int fallback, int min, int max, String sentence) {
    return new Option<>(
        key,
        "int",
        Integer.toString(fallback),
        max == Integer.MAX_VALUE
            ? "must be at least " + min
            : "must be %d to %d".formatted(min, max),
        sentence,
        Integer::valueOf,
        value -> value >= min && value <= max);
  }

  public static Option<Long> ofLong(String key, long fallback, String sentence) {
    return new Option<>(
        key, "long", Long.toString(fallback), "any", sentence, Long::valueOf, value -> true);
  }

  public static Option<Double> ofDouble(
      String key, double fallback, String range, Predicate<Double> allowed, String sentence) {
    return new Option<>(
        key, "double", Double.toString(fallback), range, sentence, Double::valueOf, allowed);
  }

  /**
   * A duration of at least one millisecond, or zero where {@code zero} says so: {@code 250ms, 2s,
   * 5min, 1h, 3d}.
   */
  public static Option<Duration> ofDuration(
      String key, Duration fallback, boolean zero, String sentence) {
    return new Option<>(
        key,
        "duration",
        Durations.format(fallback),
        (zero ? "must be zero or more" : "must be more than zero")
            + ", such as 250ms, 2s, 5min, 1h",
        sentence,
        Durations::parse,
        value -> !value.isNegative() && (zero || !value.isZero()));
  }

  /** A moment in event time, or none. */
  public static Option<Optional<Instant>> ofTime(String key, String sentence) {
    return new Option<>(
        key,
        "time",
        "",
        "must be a time such as 2026-11-01T00:00:00Z",
        sentence,
        Option::time,
        value -> true);
  }

  private static Optional<Instant> time(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static Option<String> ofText(
      String key, String fallback, String range, Predicate<String> allowed, String sentence) {
    return new Option<>(key, "text", fallback, range, sentence, Function.identity(), allowed);
  }

  /**
   * Names, as {@link TextList} reads them.
   *
   * @param fallback as a user would write it
   * @param range what is allowed, in words; how a list is written goes without saying
   */
  public static Option<List<String>> ofList(
      String key, String fallback, String range, String sentence) {
    return new Option<>(key, "list", fallback, range, sentence, TextList::parse, value -> true);
  }

  public static Option<String> ofChoice(
      String key, String fallback, List<String> choices, String sentence) {
    return ofText(
        key, fallback, "must be one of " + String.join(", ", choices), choices::contains, sentence);
  }

  /**
   * The value of {@code text}, or of the default where it is empty; throws {@link ConfigException}.
   */
  T parse(Optional<String> text) {
    String value = text.map(String::trim).orElse(fallback);
    try {
      T parsed = parser.apply(value);
      if (allowed.test(parsed)) {
        return parsed;
      }
    } catch (IllegalArgumentException notParsed) {
      // reported below, with what is allowed
    }
    throw new ConfigException(
        "%s is %s; %s. Remove it to use %s."
            .formatted(key, value, allowedWords(), fallbackWords()));
  }

  private String allowedWords() {
    return range.equals("any") ? "must be of type " + type : range;
  }

  private String fallbackWords() {
    return fallback.isEmpty() ? "the default" : fallback;
  }
}
