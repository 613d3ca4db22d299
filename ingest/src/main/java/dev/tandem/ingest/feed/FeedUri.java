package dev.tandem.ingest.feed;

import dev.tandem.ingest.clip.FeedException;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.config.ConfigException;
import dev.tandem.schemas.config.Nearest;
import dev.tandem.schemas.config.Option;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A feed and its parameters: {@code SCHEME:PATH?name=value&name=value}. Nothing is decoded: a path
 * is written as it is, and ends at its last question mark, where what follows looks like
 * parameters, or nothing does. An address of a live feed may have a query of its own: what is no
 * parameter of the feed stays in it.
 *
 * @param parameters what was given; {@link #get} adds the defaults
 */
public record FeedUri(FeedType type, String path, Config parameters) {
  /** What may be parameters, known or not. */
  private static final Pattern PARAMETERS = Pattern.compile("([A-Za-z][A-Za-z-]*([=&].*)?)?");

  /**
   * A feed of a kind, as it is written. Throws {@link FeedException} for what is unknown or out of
   * range, saying what is allowed.
   *
   * @param text begins with the kind's word and a colon
   */
  public static FeedUri of(FeedType type, String text) {
    String rest = text.substring(type.word().length() + 1);
    boolean address = type.course() == FeedType.Course.LIVE;
    int question = address ? rest.lastIndexOf('?') : question(rest);
    List<String> query =
        question < 0 || (!address && question == rest.length() - 1)
            ? List.of()
            : List.of(rest.substring(question + 1).split("&", -1));
    List<String> foreign =
        address ? query.stream().filter(p -> !isOurs(type, p)).toList() : List.of();
    String path =
        (question < 0 ? rest : rest.substring(0, question))
            + (foreign.isEmpty() ? "" : "?" + String.join("&", foreign));
    requirePath(type, path, text);
    Map<String, String> given =
        parameters(type, query.stream().filter(pair -> !foreign.contains(pair)).toList());
    FeedUri uri = new FeedUri(type, path, Config.of(given, type.options()));
    uri.requireAllowed();
    return uri;
  }

  /** The last question mark, where it is none of the path; -1 where there is none. */
  private static int question(String rest) {
    int last = rest.lastIndexOf('?');
    return last >= 0 && PARAMETERS.matcher(rest.substring(last + 1)).matches() ? last : -1;
  }

  /** A feed of a kind from {@code path}, whatever characters it has, without parameters. */
  public static FeedUri ofPath(FeedType type, String path) {
    requirePath(type, path, path);
    return new FeedUri(type, path, Config.of(Map.of(), type.options()));
  }

  /**
   * With {@code more} parameters, which it does not have yet. Throws {@link FeedException} as
   * {@link #of} does.
   */
  public FeedUri with(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(parameters.asMap());
    more.forEach(
        (name, value) -> {
          requireKnown(type, name);
          if (all.put(name, value) != null) {
            throw new FeedException(
                "feed %s: parameter '%s' is given twice; leave it out of the address or beside it."
                    .formatted(this, name));
          }
        });
    FeedUri uri = new FeedUri(type, path, Config.of(all, type.options()));
    uri.requireAllowed();
    return uri;
  }

  private void requireAllowed() {
    type.options().forEach(this::get);
    ConditionOptions.requireConsistent(this);
  }

  /** The value given, or the default. */
  public <T> T get(Option<T> option) {
    try {
      return parameters.get(option);
    } catch (ConfigException e) {
      throw new FeedException("feed %s: %s".formatted(type.form(), e.getMessage()), e);
    }
  }

  /** A live feed has its own. */
  public Rate rate() {
    return type.course() == FeedType.Course.LIVE ? new Rate.Live() : get(FeedOptions.RATE);
  }

  /** From the end of a clip to its label becoming known. */
  public Duration labelDelay() {
    return type.course() == FeedType.Course.LIVE ? Duration.ZERO : get(FeedOptions.LABEL_DELAY);
  }

  /** What gives way where Kafka is slow. */
  public Delivery delivery() {
    return Delivery.of(
        get(
            type.course() == FeedType.Course.LIVE
                ? FeedOptions.LIVE_DELIVERY
                : FeedOptions.DELIVERY));
  }

  /** Of the capture; only where its type has some. */
  public ConditionsSchedule conditions() {
    return ConditionsSchedule.of(this);
  }

  /**
   * The path as one of this machine's; throws {@link FeedException} where none can be so called.
   */
  public Path file() {
    try {
      return Path.of(path);
    } catch (InvalidPathException e) {
      throw new FeedException(
          "%s cannot be a path here: %s. Set LC_ALL to a locale with UTF-8, such as C.UTF-8."
              .formatted(path, e.getReason()),
          e);
    }
  }

  /** What to call it where others read along: without a user's name and password. */
  public String name() {
    return toString().replaceAll("//[^/@?]*@", "//");
  }

  @Override
  public String toString() {
    String query =
        parameters.asMap().entrySet().stream()
            .map(p -> p.getKey() + "=" + p.getValue())
            .collect(Collectors.joining("&"));
    boolean end = type.course() != FeedType.Course.LIVE && path.indexOf('?') >= 0;
    return type.word() + ":" + path + (query.isEmpty() && !end ? "" : "?" + query);
  }

  private static void requirePath(FeedType type, String path, String text) {
    if (type.takesPath() && path.isEmpty()) {
      throw new FeedException("feed '%s' names no path; write %s.".formatted(text, type.form()));
    }
    if (!type.takesPath() && !path.isEmpty()) {
      throw new FeedException(
          "feed '%s' has the path '%s'; %s takes none, only parameters. Write %s?name=value."
              .formatted(text, path, type.form(), type.form()));
    }
  }

  private static boolean isOurs(FeedType type, String pair) {
    return type.options().stream().anyMatch(option -> pair.startsWith(option.key() + "="));
  }

  private static Map<String, String> parameters(FeedType type, List<String> query) {
    Map<String, String> given = new TreeMap<>();
    for (String pair : query) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      requireKnown(type, name);
      if (equals < 0 || given.put(name, pair.substring(equals + 1)) != null) {
        throw new FeedException(
            "feed %s: parameter '%s' must be given once, as %s=VALUE."
                .formatted(type.form(), pair, name));
      }
    }
    return given;
  }

  private static void requireKnown(FeedType type, String name) {
    List<String> known = type.options().stream().map(Option::key).sorted().toList();
    if (!known.contains(name)) {
      throw new FeedException(
          "feed %s has no parameter '%s'%s. Remove it or correct it."
              .formatted(type.form(), name, Nearest.hint(name, known)));
    }
  }
}
