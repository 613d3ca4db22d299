package dev.tandem.ingest.feed.file;

import dev.tandem.ingest.clip.FeedException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one table or document says of files. */
final class LabelSheet {
  private final Path source;
  private final List<String> targetNames;
  private final Map<String, FileLabels> byFile = new LinkedHashMap<>();

  /**
   * @param source for messages
   * @param targetNames none where files have classes
   */
  LabelSheet(Path source, List<String> targetNames) {
    this.source = source;
    this.targetNames = List.copyOf(targetNames);
  }

  /** Throws {@link FeedException} where something else is said of the same already. */
  void add(LabelRow row) {
    byFile
        .computeIfAbsent(row.file(), name -> new FileLabels())
        .add(row)
        .ifPresent(other -> refuse(row, other));
  }

  private void refuse(LabelRow row, LabelRow other) {
    throw new FeedException(
        row.span().isPresent() && other.span().isPresent()
            ? "%s, %s labels %s from %s, but %s labels it from %s. Let them not overlap."
                .formatted(
                    source,
                    row.place(),
                    row.file(),
                    row.span().get(),
                    other.place(),
                    other.span().get())
            : "%s, %s labels %s again. Remove one of the lines."
                .formatted(source, row.place(), row.file()));
  }

  /**
   * The same by the names that files have; throws {@link FeedException} where two names are one
   * file's, and say different things of the same.
   *
   * @param names by name; what has none is left out
   */
  LabelSheet named(Map<String, String> names) {
    LabelSheet sheet = new LabelSheet(source, targetNames);
    byFile.forEach(
        (name, labels) -> {
          if (names.containsKey(name)) {
            labels.rows().forEach(row -> sheet.add(row.of(names.get(name))));
          }
        });
    return sheet;
  }

  List<String> targetNames() {
    return targetNames;
  }

  /** By {@link MediaName}, in the order of the source. */
  Map<String, FileLabels> byFile() {
    return Collections.unmodifiableMap(byFile);
  }
}
