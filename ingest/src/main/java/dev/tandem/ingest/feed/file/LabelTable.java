package dev.tandem.ingest.feed.file;

import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.feed.CsvLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A table of lines {@code file,label}; or, under a first line such as {@code file,valence,arousal},
 * of files and the values of these targets. With {@code start} and {@code end} in the first line
 * each line is about that stretch of its file. Cells may be quoted, and separated by semicolons or
 * tabs; a byte-order mark and the case of the first line's words do not matter.
 */
final class LabelTable {
  private static final List<String> FILE = List.of("file", "filename", "path");
  private static final List<String> OF_CLASSES = List.of("label");
  private static final List<String> CLASS_WORDS = List.of("label", "class");
  private static final List<String> TIMES = List.of("start", "end");

  private final Path file;
  private final List<String> columns;
  private final List<String> targetNames;
  private final LabelSheet sheet;

  /**
   * @param columns behind the first, which has the file; {@code start} and {@code end} in lower
   *     case
   */
  private LabelTable(Path file, List<String> columns, List<String> targetNames) {
    this.file = file;
    this.columns = columns;
    this.targetNames = targetNames;
    this.sheet = new LabelSheet(file, targetNames);
  }

  /** Throws {@link FeedException} for a table that is damaged. */
  static LabelSheet read(Path file) {
    List<String> lines = lines(file);
    CsvLine form = CsvLine.like(lines.isEmpty() ? "" : lines.get(0));
    List<String> first = lines.isEmpty() ? List.of() : form.cells(lines.get(0));
    boolean headed = first.size() > 1 && FILE.contains(first.get(0).toLowerCase(Locale.ROOT));
    List<String> columns = headed ? columns(first) : OF_CLASSES;
    LabelTable table = new LabelTable(file, columns, targets(columns));
    table.requireColumns(lines.isEmpty() ? "" : lines.get(0));
    for (int i = headed ? 1 : 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        table.add(form, i + 1, lines.get(i).trim());
      }
    }
    return table.sheet;
  }

  private static List<String> columns(List<String> first) {
    return first.subList(1, first.size()).stream()
        .map(name -> TIMES.contains(lower(name)) ? lower(name) : name)
        .toList();
  }

  /** None where there are classes. */
  private static List<String> targets(List<String> columns) {
    List<String> said = columns.stream().filter(name -> !TIMES.contains(name)).toList();
    return said.size() == 1 && CLASS_WORDS.contains(lower(said.get(0))) ? List.of() : said;
  }

  private void requireColumns(String line) {
    if (columns.contains("") || new HashSet<>(columns).size() < columns.size()) {
      throw new FeedException(
          "%s, line 1 is '%s'; must name different targets. Correct it.".formatted(file, line));
    }
    boolean both = columns.containsAll(TIMES);
    boolean none = Collections.disjoint(columns, TIMES);
    if ((!both && !none) || (both && columns.size() == TIMES.size())) {
      throw new FeedException(
          "%s, line 1 is '%s'; must have start and end, and a label or targets, or neither time. Correct it."
              .formatted(file, line));
    }
  }

  private void add(CsvLine csv, int number, String line) {
    List<String> cells = csv.cells(line);
    int named = Math.max(0, cells.size() - columns.size());
    String name = String.join(",", cells.subList(0, named)); // it may have commas
    List<String> rest = cells.subList(named, cells.size());
    Optional<ClipLabel> label = label(rest);
    Optional<LabelSpan> span = span(rest);
    if (name.isEmpty() || label.isEmpty() || (isTimed() && span.isEmpty())) {
      throw new FeedException(
          "%s, line %d is '%s'; must be %s. Correct it.".formatted(file, number, line, form()));
    }
    sheet.add(new LabelRow("line " + number, MediaName.of(name), span, label.get()));
  }

  private boolean isTimed() {
    return columns.containsAll(TIMES);
  }

  private Optional<LabelSpan> span(List<String> cells) {
    return isTimed() && cells.size() == columns.size()
        ? LabelTimes.span(
            cells.get(columns.indexOf(TIMES.get(0))), cells.get(columns.indexOf(TIMES.get(1))))
        : Optional.empty();
  }

  /** Empty where the cells are none. */
  private Optional<ClipLabel> label(List<String> cells) {
    if (cells.size() != columns.size()) {
      return Optional.empty();
    }
    List<String> said =
        IntStream.range(0, cells.size())
            .filter(i -> !TIMES.contains(columns.get(i)))
            .mapToObj(cells::get)
            .toList();
    return targetNames.isEmpty() ? ofClass(said.get(0)) : ofTargets(said);
  }

  private static Optional<ClipLabel> ofClass(String name) {
    return name.isEmpty() ? Optional.empty() : Optional.of(ClipLabel.ofClass(name));
  }

  private static Optional<ClipLabel> ofTargets(List<String> cells) {
    try {
      List<Double> values = cells.stream().map(Double::valueOf).toList();
      return values.stream().allMatch(Double::isFinite)
          ? Optional.of(ClipLabel.ofTargets(values))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private String form() {
    if (isTimed()) {
      return "a file, start and end in seconds or as 0:01:23.5, and %s"
          .formatted(targetNames.isEmpty() ? "a label" : "a number for each of " + targetNames);
    }
    return targetNames.isEmpty()
        ? "file,label"
        : "a file, and a number for each of %s".formatted(targetNames);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static List<String> lines(Path file) {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      if (!lines.isEmpty()) {
        lines.set(0, CsvLine.withoutMark(lines.get(0)));
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
