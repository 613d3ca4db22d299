package dev.tandem.ingest.feed.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.ingest.clip.FeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Labels as JSON: a list of objects, or one, with {@code class}, or {@code values} as an object of
 * numbers by target; with {@code start} and {@code end} of the stretch that it is said of, in
 * seconds or as {@code "0:01:23.5"}; and with {@code file}, unless it lies beside the one file that
 * it is about.
 */
final class LabelDocument {
  private static final String FILE = "file";
  private static final String CLASS = "class";
  private static final String LABEL = "label";
  private static final String VALUES = "values";
  private static final String START = "start";
  private static final String END = "end";
  private static final Set<String> KNOWN = Set.of(FILE, CLASS, LABEL, VALUES, START, END);
  private static final JsonMapper JSON = new JsonMapper();

  private final Path source;
  private final Optional<String> about;

  private LabelDocument(Path source, Optional<String> about) {
    this.source = source;
    this.about = about;
  }

  /** Of one that names files; throws {@link FeedException} for one that is damaged. */
  static LabelSheet read(Path source) {
    return new LabelDocument(source, Optional.empty()).read();
  }

  /** Of one that is about {@code file} alone, a {@link MediaName}. */
  static LabelSheet of(String file, Path source) {
    return new LabelDocument(source, Optional.of(file)).read();
  }

  private LabelSheet read() {
    List<JsonNode> entries = entries();
    List<String> targets = entries.isEmpty() ? List.of() : targets(entries.get(0));
    LabelSheet sheet = new LabelSheet(source, targets);
    for (int i = 0; i < entries.size(); i++) {
      sheet.add(row("entry " + (i + 1), entries.get(i), targets));
    }
    return sheet;
  }

  private List<JsonNode> entries() {
    try {
      JsonNode root = JSON.readTree(Files.readAllBytes(source));
      List<JsonNode> entries = new ArrayList<>();
      if (root.isArray()) {
        root.forEach(entries::add);
      } else {
        entries.add(root);
      }
      return entries;
    } catch (IOException e) {
      throw new FeedException(
          "cannot read %s as JSON: %s. Correct or remove it."
              .formatted(source, e.getMessage().lines().findFirst().orElse("")),
          e);
    }
  }

  private static List<String> targets(JsonNode entry) {
    List<String> names = new ArrayList<>();
    entry.path(VALUES).fieldNames().forEachRemaining(names::add);
    return names;
  }

  private LabelRow row(String place, JsonNode entry, List<String> targets) {
    requireKnown(place, entry);
    String file = about.orElse(entry.path(FILE).asText(""));
    if (file.isEmpty() || (about.isPresent() && entry.has(FILE))) {
      throw wrong(
          place,
          entry,
          about.isPresent() ? "have no file, as it is about " + about.get() : "name its file");
    }
    return new LabelRow(
        place, MediaName.of(file), span(place, entry), label(place, entry, targets));
  }

  private void requireKnown(String place, JsonNode entry) {
    Set<String> unknown = new TreeSet<>();
    entry.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(KNOWN);
    if (!entry.isObject() || !unknown.isEmpty()) {
      throw wrong(place, entry, "be an object of " + new TreeSet<>(KNOWN));
    }
  }

  private Optional<LabelSpan> span(String place, JsonNode entry) {
    if (!entry.has(START) && !entry.has(END)) {
      return Optional.empty();
    }
    Optional<LabelSpan> span = LabelTimes.span(time(entry.path(START)), time(entry.path(END)));
    if (span.isEmpty()) {
      throw wrong(
          place, entry, "have a start, and an end after it, in seconds or as \"0:01:23.5\"");
    }
    return span;
  }

  private static String time(JsonNode written) {
    return written.isNumber() ? written.decimalValue().toPlainString() : written.asText("");
  }

  private ClipLabel label(String place, JsonNode entry, List<String> targets) {
    JsonNode name = entry.path(entry.has(CLASS) ? CLASS : LABEL);
    boolean named = name.isTextual() && !name.asText().isBlank();
    boolean both = entry.has(VALUES) == (entry.has(CLASS) || entry.has(LABEL));
    if (both || (entry.has(CLASS) && entry.has(LABEL)) || (!entry.has(VALUES) && !named)) {
      throw wrong(place, entry, "have a class, in words, or values");
    }
    if (entry.has(VALUES) == targets.isEmpty()) {
      throw wrong(place, entry, "have what entry 1 has, a class or values");
    }
    return targets.isEmpty()
        ? ClipLabel.ofClass(name.asText().trim())
        : ClipLabel.ofTargets(values(place, entry, targets));
  }

  private List<Double> values(String place, JsonNode entry, List<String> targets) {
    JsonNode values = entry.path(VALUES);
    List<Double> numbers = new ArrayList<>();
    for (String target : targets) {
      JsonNode value = values.path(target);
      if (!value.isNumber()
          || !Double.isFinite(value.asDouble())
          || values.size() > targets.size()) {
        throw wrong(place, entry, "have a number for each of " + targets);
      }
      numbers.add(value.asDouble());
    }
    return numbers;
  }

  private FeedException wrong(String place, JsonNode entry, String must) {
    String shown = entry.toString();
    return new FeedException(
        "%s, %s is %s; must %s. Correct it."
            .formatted(
                source, place, shown.length() > 200 ? shown.substring(0, 200) + "…" : shown, must));
  }
}
