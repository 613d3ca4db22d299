package dev.tandem.ingest.feed.file;

import dev.tandem.ingest.ClipLabel;
import dev.tandem.ingest.FeedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What media files show. A {@code labels.csv} beside them is the only source where there is one;
 * else the part of a file's name before its first underscore is its class.
 */
final class Labels {
  static final String FILE_NAME = "labels.csv";
  private static final int SHOWN = 3;

  private final Optional<LabelTable> table;

  private Labels(Optional<LabelTable> table) {
    this.table = table;
  }

  /** Throws {@link FeedException} for a table that is damaged or names files that are not there. */
  static Labels of(Path directory) {
    Path file = directory.resolve(FILE_NAME);
    if (!Files.exists(file)) {
      return new Labels(Optional.empty());
    }
    LabelTable table = LabelTable.read(file);
    List<String> unknown =
        table.byFile().keySet().stream()
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

  /** None where files have classes. */
  List<String> targetNames() {
    return table.map(LabelTable::targetNames).orElse(List.of());
  }

  Optional<ClipLabel> of(String fileName) {
    if (table.isPresent()) {
      return Optional.ofNullable(table.get().byFile().get(fileName));
    }
    int underscore = fileName.indexOf('_');
    return underscore > 0
        ? Optional.of(ClipLabel.ofClass(fileName.substring(0, underscore)))
        : Optional.empty();
  }
}
