package dev.tandem.ingest.feed.file;

import dev.tandem.ingest.ClipLabel;
import dev.tandem.ingest.FeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of lines {@code file,label}; or, under a first line such as {@code file,valence,arousal},
 * of files and the values of these targets.
 *
 * @param targetNames none where files have classes
 */
record LabelTable(List<String> targetNames, Map<String, ClipLabel> byFile) {
  private static final String FILE = "file";
  private static final List<String> OF_CLASSES = List.of("label");

  /** Throws {@link FeedException} for a table that is damaged. */
  static LabelTable read(Path file) {
    List<String> lines = lines(file);
    List<String> first = lines.isEmpty() ? List.of() : cells(lines.get(0));
    boolean headed = first.size() > 1 && first.get(0).equals(FILE);
    List<String> columns = headed ? first.subList(1, first.size()) : OF_CLASSES;
    List<String> targets = columns.equals(OF_CLASSES) ? List.of() : List.copyOf(columns);
    if (targets.contains("") || new HashSet<>(targets).size() < targets.size()) {
      throw new FeedException(
          "%s, line 1 is '%s'; must name different targets. Correct it."
              .formatted(file, lines.get(0)));
    }
    LabelTable table = new LabelTable(targets, new HashMap<>());
    for (int i = headed ? 1 : 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        table.add(file, i + 1, lines.get(i).trim());
      }
    }
    return table;
  }

  private void add(Path file, int number, String line) {
    List<String> cells = cells(line);
    int named = Math.max(0, cells.size() - Math.max(1, targetNames.size()));
    String name = String.join(",", cells.subList(0, named)); // it may have commas
    Optional<ClipLabel> label = label(cells.subList(named, cells.size()));
    if (name.isEmpty() || label.isEmpty()) {
      throw new FeedException(
          "%s, line %d is '%s'; must be %s. Correct it.".formatted(file, number, line, form()));
    }
    if (byFile.put(name, label.get()) != null) {
      throw new FeedException(
          "%s, line %d labels %s again. Remove one of the lines.".formatted(file, number, name));
    }
  }

  /** Empty where the cells are none. */
  private Optional<ClipLabel> label(List<String> cells) {
    if (targetNames.isEmpty()) {
      return cells.contains("") ? Optional.empty() : Optional.of(ClipLabel.ofClass(cells.get(0)));
    }
    try {
      List<Double> values = cells.stream().map(Double::valueOf).toList();
      boolean whole = values.size() == targetNames.size();
      return whole && values.stream().allMatch(Double::isFinite)
          ? Optional.of(ClipLabel.ofTargets(values))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private String form() {
    return targetNames.isEmpty()
        ? "file,label"
        : "a file, and a number for each of %s".formatted(targetNames);
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split(",", -1)).map(String::trim).toList();
  }

  private static List<String> lines(Path file) {
    try {
      return new ArrayList<>(Files.readAllLines(file));
    } catch (IOException e) {
      throw new FeedException(
          "cannot read %s as UTF-8 text (%s). Correct or remove it."
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }
}
