package dev.tandem.tests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules of {@code promtool check metrics} for a page of metrics, so that tests need no
 * Prometheus.
 */
final class PrometheusLint {
  private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) (\\S+) (.+)");
  private static final Pattern SAMPLE = Pattern.compile("([^\\s{]+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern CAMEL_CASE = Pattern.compile(".*[a-z][A-Z].*");
  private static final Pattern OTHER_UNITS =
      Pattern.compile(
          ".*_((milli|micro|nano|kilo|mega|giga)(second|byte|meter|gram|bit)s?|millis|micros|nanos"
              + "|minutes?|hours?|days?|weeks?|bits|percent|fahrenheit|ms|us|ns|sec|s|m|h|d|b|kb|mb|gb)(_.*)?");
  private static final List<String> TYPES = List.of("counter", "gauge", "histogram", "summary");

  private final Map<String, String> helps = new TreeMap<>();
  private final Map<String, String> types = new TreeMap<>();
  private final List<String> complaints = new ArrayList<>();

  private PrometheusLint() {}

  /** What is wrong with {@code page}, in Prometheus' text format; empty where nothing is. */
  static List<String> complaints(String page) {
    PrometheusLint lint = new PrometheusLint();
    page.lines().filter(line -> !line.isEmpty()).forEach(lint::read);
    lint.types.forEach(lint::check);
    return lint.complaints.stream().distinct().toList();
  }

  private void read(String line) {
    Matcher comment = COMMENT.matcher(line);
    Matcher sample = SAMPLE.matcher(line);
    if (comment.matches()) {
      boolean help = comment.group(1).equals("HELP");
      (help ? helps : types).put(comment.group(2), comment.group(3));
    } else if (sample.matches()) {
      checkSample(sample.group(1), sample.group(2) == null ? "" : sample.group(2));
    } else {
      complaints.add(line + ": is no sample");
    }
  }

  private void checkSample(String sample, String labels) {
    String name =
        types.containsKey(sample) ? sample : sample.replaceAll("_(bucket|sum|count)$", "");
    String type = types.get(name);
    complain(type == null, sample, "has no TYPE before it");
    boolean grouped = "histogram".equals(type) || "summary".equals(type);
    complain(!name.equals(sample) && !grouped, sample, "has a suffix of histograms, as a " + type);
    Matcher label = LABEL.matcher(labels);
    while (label.find()) {
      String key = label.group(1);
      complain(CAMEL_CASE.matcher(key).matches(), name, "label " + key + " is no snake_case");
      complain(key.equals("le") && !"histogram".equals(type), name, "has label le, as a " + type);
      complain(
          key.equals("quantile") && !"summary".equals(type), name, "has a quantile, as a " + type);
    }
  }

  private void check(String name, String type) {
    complain(!helps.containsKey(name), name, "has no HELP");
    complain(!TYPES.contains(type), name, "is a " + type);
    complain(
        type.equals("counter") != name.endsWith("_total"),
        name,
        "ends with _total if and only if it is a counter; it is a " + type);
    complain(CAMEL_CASE.matcher(name).matches(), name, "is no snake_case");
    complain(OTHER_UNITS.matcher(name).matches(), name, "has another unit than a base unit");
    Stream<String> words = Arrays.stream(name.split("_"));
    complain(words.anyMatch(TYPES::contains), name, "has a type in its name");
    complain(name.matches(".*_(bucket|sum|count)"), name, "ends as a part of a histogram");
    complain(!name.matches("[a-zA-Z_][a-zA-Z0-9_]*"), name, "has characters that are reserved");
  }

  private void complain(boolean wrong, String name, String what) {
    if (wrong) {
      complaints.add(name + ": " + what);
    }
  }
}
