package dev.tandem.ingest.feed.file;

import dev.tandem.ingest.FeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What media files show. A {@code labels.csv} beside them, of lines {@code file,label}, is the only
 * source where there is one; else the part of a file's name before its first underscore.
 */
final class Labels {
  static final String FILE_NAME = "labels.csv";
  private static final String HEADER = "file,label";
  private static final int SHOWN = 3;

  private final Optional<Map<String, String>> table;

  private Labels(Optional<Map<String, String>> table) {
    this.table = table;
  }

  /** Throws {@link FeedException} for a table that is damaged or names files that are not there. */
  static Labels of(Path directory) {
    Path file = directory.resolve(FILE_NAME);
    if (!Files.exists(file)) {
      return new Labels(Optional.empty());
    }
    Map<String, String> table = read(file);
    List<String> unknown =
        table.keySet().stream()
            .filter(name -> !Files.isRegularFile(directory.resolve(name)))
            .sorted()
            .toList();
    if (!unknown.isEmpty()) {
      throw new FeedException(
          "%s names %d files that are not in %s, such as %s. Correct the names or remove the lines."
              .formatted(
                  file,
                  unknown.size(),
                  directory,
                  String.join(", ", unknown.subList(0, Math.min(SHOWN, unknown.size())))));
    }
    return new Labels(Optional.of(table));
  }

  Optional<String> of(String fileName) {
    if (table.isPresent()) {
      return Optional.ofNullable(table.get().get(fileName));
    }
    int underscore = fileName.indexOf('_');
    return underscore > 0 ? Optional.of(fileName.substring(0, underscore)) : Optional.empty();
  }

  private static Map<String, String> read(Path file) {
    Map<String, String> table = new HashMap<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).trim();
      if (!line.isEmpty() && !(i == 0 && line.equals(HEADER))) {
        add(table, file, i + 1, line);
      }
    }
    return table;
  }

  private static void add(Map<String, String> table, Path file, int number, String line) {
    int comma = line.lastIndexOf(',');
    String name = comma < 0 ? "" : line.substring(0, comma).trim();
    String label = line.substring(comma + 1).trim();
    if (name.isEmpty() || label.isEmpty()) {
      throw new FeedException(
          "%s, line %d is '%s'; must be %s. Correct it.".formatted(file, number, line, HEADER));
    }
    if (table.put(name, label) != null) {
      throw new FeedException(
          "%s, line %d labels %s again. Remove one of the lines.".formatted(file, number, name));
    }
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
