package dev.tandem.ingest.feed.file;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.tandem.ingest.ClipLabel;
import dev.tandem.ingest.FeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A table of lines {@code file,label}; or, under a first line such as {@code file,valence,arousal},
 * of files and the values of these targets. Cells may be quoted, and separated by semicolons or
 * tabs; a byte-order mark and the case of the first line's words do not matter.
 *
 * @param targetNames none where files have classes
 * @param byFile by {@link MediaName}, in the table's order
 */
record LabelTable(List<String> targetNames, Map<String, ClipLabel> byFile) {
  private static final List<String> FILE = List.of("file", "filename", "path");
  private static final List<String> OF_CLASSES = List.of("label");
  private static final List<String> CLASS_WORDS = List.of("label", "class");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Throws {@link FeedException} for a table that is damaged. */
  static LabelTable read(Path file) {
    List<String> lines = lines(file);
    ObjectReader reader = reader(lines.isEmpty() ? "" : lines.get(0));
    List<String> first = lines.isEmpty() ? List.of() : cells(reader, lines.get(0));
    boolean headed = first.size() > 1 && FILE.contains(first.get(0).toLowerCase(Locale.ROOT));
    List<String> columns = headed ? first.subList(1, first.size()) : OF_CLASSES;
    boolean classes =
        columns.size() == 1 && CLASS_WORDS.contains(columns.get(0).toLowerCase(Locale.ROOT));
    List<String> targets = classes ? List.of() : List.copyOf(columns);
    if (targets.contains("") || new HashSet<>(targets).size() < targets.size()) {
      throw new FeedException(
          "%s, line 1 is '%s'; must name different targets. Correct it."
              .formatted(file, lines.get(0)));
    }
    LabelTable table = new LabelTable(targets, new LinkedHashMap<>());
    for (int i = headed ? 1 : 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        table.add(reader, file, i + 1, lines.get(i).trim());
      }
    }
    return table;
  }

  private void add(ObjectReader reader, Path file, int number, String line) {
    List<String> cells = cells(reader, line);
    int named = Math.max(0, cells.size() - Math.max(1, targetNames.size()));
    String name = String.join(",", cells.subList(0, named)); // it may have commas
    Optional<ClipLabel> label = label(cells.subList(named, cells.size()));
    if (name.isEmpty() || label.isEmpty()) {
      throw new FeedException(
          "%s, line %d is '%s'; must be %s. Correct it.".formatted(file, number, line, form()));
    }
    if (byFile.put(MediaName.of(name), label.get()) != null) {
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

  /** Commas where there are any, else semicolons, else tabs. */
  private static ObjectReader reader(String line) {
    char other = line.indexOf(';') >= 0 ? ';' : '\t';
    char separator = line.indexOf(',') >= 0 ? ',' : other;
    return new CsvMapper()
        .enable(CsvParser.Feature.TRIM_SPACES)
        .enable(CsvParser.Feature.WRAP_AS_ARRAY)
        .readerFor(String[].class)
        .with(CsvSchema.emptySchema().withColumnSeparator(separator));
  }

  /** A line that is no CSV, such as one with a quote that does not end, is one cell. */
  private static List<String> cells(ObjectReader reader, String line) {
    try {
      List<String[]> rows = reader.<String[]>readValues(line).readAll();
      return rows.isEmpty()
          ? List.of("")
          : Arrays.stream(rows.get(0)).map(cell -> cell == null ? "" : cell.trim()).toList();
    } catch (IOException e) {
      return List.of(line);
    }
  }

  private static List<String> lines(Path file) {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      if (!lines.isEmpty() && lines.get(0).startsWith(BYTE_ORDER_MARK)) {
        lines.set(0, lines.get(0).substring(1));
      }
      return lines;
    } catch (IOException e) {
      throw new FeedException(
          "cannot read %s as UTF-8 text (%s). Correct or remove it."
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }
}
