package dev.tandem.trainer.settings;

import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.config.ConfigException;
import dev.tandem.schemas.config.Option;
import dev.tandem.schemas.config.TextList;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads settings that are lists: {@code a,b} and {@code audio=40x98,video=4x28x28}. */
final class Pairs {
  private Pairs() {}

  /** At least two different names. */
  static List<String> names(Config config, Option<List<String>> option) {
    return names(config, option, 2);
  }

  /** At least {@code fewest} different names. */
  static List<String> names(Config config, Option<List<String>> option, int fewest) {
    List<String> names = config.get(option);
    if (names.size() < fewest
        || names.contains("")
        || new LinkedHashSet<>(names).size() < names.size()) {
      throw refuse(option, config);
    }
    return names;
  }

  /**
   * The text for each of {@code names}; {@code config} must have every one of them and no other.
   */
  static Map<String, String> texts(Config config, Option<List<String>> option, List<String> names) {
    Map<String, String> texts = texts(config, option);
    if (!texts.keySet().equals(new java.util.TreeSet<>(names))) {
      throw new ConfigException(
          "%s is %s; must name exactly the modalities %s"
              .formatted(option.key(), text(option, config), String.join(", ", names)));
    }
    return texts;
  }

  /** The text for each name that there is. */
  static Map<String, String> texts(Config config, Option<List<String>> option) {
    Map<String, String> texts = new TreeMap<>();
    for (String pair : config.get(option)) {
      int split = pair.indexOf('=');
      if (split < 1
          || texts.put(pair.substring(0, split).trim(), pair.substring(split + 1).trim()) != null) {
        throw refuse(option, config);
      }
    }
    return texts;
  }

  /** A number for each name that there is, such as {@code fused=1,audio=0.5}. */
  static Map<String, Double> numbers(Config config, Option<List<String>> option) {
    Map<String, Double> numbers = new TreeMap<>();
    texts(config, option)
        .forEach(
            (name, text) -> {
              try {
                numbers.put(name, Double.valueOf(text));
              } catch (NumberFormatException e) {
                throw refuse(option, config);
              }
            });
    return numbers;
  }

  /** Like {@link #texts}, for sizes such as {@code 4x28x28}. */
  static Map<String, List<Integer>> sizes(
      Config config, Option<List<String>> option, List<String> names) {
    Map<String, List<Integer>> sizes = new TreeMap<>();
    texts(config, option, names)
        .forEach((name, text) -> sizes.put(name, sizes(text, option, config)));
    return sizes;
  }

  private static List<Integer> sizes(String text, Option<List<String>> option, Config config) {
    List<Integer> sizes = new ArrayList<>();
    for (String size : text.split("x", -1)) {
      if (!size.matches("[1-9]\\d{0,6}")) {
        throw refuse(option, config);
      }
      sizes.add(Integer.valueOf(size));
    }
    return sizes;
  }

  static ConfigException refuse(Option<List<String>> option, Config config) {
    return new ConfigException(
        "%s is '%s'; %s. Remove it to use %s."
            .formatted(
                option.key(),
                text(option, config),
                option.range(),
                option.fallback().isEmpty() ? "the default" : option.fallback()));
  }

  private static String text(Option<List<String>> option, Config config) {
    return TextList.format(config.get(option));
  }
}
