package dev.tandem.ingest.feed.features;

import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.feed.CsvLine;
import dev.tandem.ingest.feed.features.Faults.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code clips.csv}: a line for each clip under a head that names {@code id} and, if it likes,
 * {@code label}, {@code stream} and {@code time}. Without {@code label}, every other column is a
 * continuous target; with it, others are not read.
 *
 * @param lines that can be used, in their order
 * @param rows of all lines, those that cannot be used among them
 */
record ClipSheet(List<ClipLine> lines, List<String> targetNames, boolean hasTimes, int rows) {
  static final String NAME = "clips.csv";
  static final String ID = "id";
  static final String LABEL = "label";
  static final String STREAM = "stream";
  static final String TIME = "time";

  /** What a target cannot be called. */
  static final List<String> RESERVED = List.of(ID, LABEL, STREAM, TIME);

  private static final int MAX_ID = 300;

  ClipSheet {
    lines = List.copyOf(lines);
    targetNames = List.copyOf(targetNames);
  }

  /** Throws {@link FeedException} where there is none, or it cannot be read as one. */
  static ClipSheet read(Path folder, Faults faults) {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      throw new FeedException(
          "%s has no %s; a folder of features must have one, with the head id,label,stream,time and a line for each clip. Add it, or correct the path."
              .formatted(folder, NAME));
    }
    try (BufferedReader in = Files.newBufferedReader(file)) {
      String head = CsvLine.withoutMark(Optional.ofNullable(in.readLine()).orElse(""));
      CsvLine csv = CsvLine.like(head);
      Reader reader = new Reader(csv, columns(file, head, csv), faults);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        reader.add(line);
      }
      return reader.sheet();
    } catch (IOException e) {
      throw new FeedException(
          "cannot read %s as UTF-8 text (%s). Correct it."
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  private static List<String> columns(Path file, String head, CsvLine csv) {
    List<String> columns =
        csv.cells(head).stream()
            .map(name -> RESERVED.contains(lower(name)) ? lower(name) : name)
            .toList();
    boolean different = new HashSet<>(columns).size() == columns.size();
    if (!columns.contains(ID) || columns.contains("") || !different) {
      throw new FeedException(
          "%s, line 1 is '%s'; must name an id and other columns that differ, such as id,label,stream,time. Correct it."
              .formatted(file, head));
    }
    return columns;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Reads the lines behind the head. */
  private static final class Reader {
    private final CsvLine csv;
    private final List<String> columns;
    private final List<String> targets;
    private final Faults faults;
    private final List<ClipLine> lines = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private int line = 1;
    private int rows;

    Reader(CsvLine csv, List<String> columns, Faults faults) {
      this.csv = csv;
      this.columns = columns;
      this.faults = faults;
      this.targets =
          columns.contains(LABEL)
              ? List.of()
              : columns.stream().filter(name -> !RESERVED.contains(name)).toList();
    }

    void add(String text) {
      line++;
      if (text.isBlank()) {
        return;
      }
      int row = rows++;
      List<String> cells = csv.cells(text);
      if (cells.size() != columns.size()) {
        fault(
            Kind.CLIP,
            "it has %d cells; must have %d, one for each of %s"
                .formatted(cells.size(), columns.size(), columns));
        return;
      }
      String id = cell(cells, ID);
      if (id.isEmpty() || id.length() > MAX_ID) {
        fault(Kind.CLIP, "its id is '%s'; must have 1 to %d characters".formatted(id, MAX_ID));
        return;
      }
      Integer other = ids.putIfAbsent(id, line);
      if (other != null) {
        fault(
            Kind.DUPLICATE, "its id '%s' is that of line %d; ids must differ".formatted(id, other));
        return;
      }
      lines.add(new ClipLine(row, line, id, label(cells), cell(cells, STREAM), time(cells)));
    }

    private Optional<ClipLabel> label(List<String> cells) {
      if (targets.isEmpty()) {
        String name = cell(cells, LABEL);
        return name.isEmpty() ? Optional.empty() : Optional.of(ClipLabel.ofClass(name));
      }
      List<Double> values = new ArrayList<>();
      boolean none = targets.stream().allMatch(target -> cell(cells, target).isEmpty());
      for (String target : none ? List.<String>of() : targets) {
        double value = Numbers.parse(cell(cells, target));
        if (!Double.isFinite(value)) {
          fault(
              Kind.LABEL,
              "its %s is '%s'; must be a finite number, or all targets empty. The clip has no label"
                  .formatted(target, cell(cells, target)));
          return Optional.empty();
        }
        values.add(value);
      }
      return none ? Optional.empty() : Optional.of(ClipLabel.ofTargets(values));
    }

    private OptionalLong time(List<String> cells) {
      String written = cell(cells, TIME);
      OptionalLong millis = ClipTime.millis(written);
      if (millis.isEmpty() && !written.isEmpty()) {
        fault(
            Kind.TIME,
            "its time is '%s'; must be such as 2026-11-01T00:00:00Z, or seconds. The clip follows the one before"
                .formatted(written));
      }
      return millis;
    }

    private String cell(List<String> cells, String column) {
      int at = columns.indexOf(column);
      return at < 0 ? "" : cells.get(at);
    }

    private void fault(Kind kind, String reason) {
      faults.add(NAME, kind, "line " + line, reason);
    }

    ClipSheet sheet() {
      boolean hasTimes = lines.stream().anyMatch(clip -> clip.millis().isPresent());
      return new ClipSheet(lines, targets, hasTimes, rows);
    }
  }
}
