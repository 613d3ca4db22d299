package dev.tandem.ingest.feed.file;

import dev.tandem.ingest.ClipLabel;
import dev.tandem.ingest.FeedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What media files show. A {@code labels.csv} beside them is the only source where there is one;
 * else the folder that a file is in, below that of the feed, is its class; else the part of its
 * name before its first underscore.
 */
final class Labels {
  static final String FILE_NAME = "labels.csv";
  private static final int SHOWN = 10;

  private final Path folder;
  private final Optional<Function<String, Optional<ClipLabel>>> table;
  private final List<String> targetNames;

  private Labels(
      Path folder,
      Optional<Function<String, Optional<ClipLabel>>> table,
      List<String> targetNames) {
    this.folder = folder;
    this.table = table;
    this.targetNames = targetNames;
  }

  /**
   * Throws {@link FeedException} for a table that is damaged or names files that are not there.
   *
   * @param files of the feed; others beside them may be in the table, too
   */
  static Labels of(Path folder, List<Path> files) {
    Path file = folder.resolve(FILE_NAME);
    if (!Files.exists(file)) {
      return new Labels(folder, Optional.empty(), List.of());
    }
    LabelTable table = LabelTable.read(file);
    SortedSet<String> names = new TreeSet<>();
    files.forEach(path -> names.add(MediaName.of(folder, path)));
    Map<String, ClipLabel> found = new HashMap<>();
    SortedSet<String> unknown = new TreeSet<>();
    table
        .byFile()
        .forEach(
            (name, label) ->
                MediaName.find(name, names)
                    .ifPresentOrElse(
                        known -> found.put(known, label),
                        () -> {
                          if (!Files.isRegularFile(folder.resolve(name))) {
                            unknown.add(name);
                          }
                        }));
    requireKnown(file, folder, unknown, names, found.keySet());
    return new Labels(
        folder, Optional.of(name -> Optional.ofNullable(found.get(name))), table.targetNames());
  }

  /** Of files that come, in a table that grows with them; throws for one that is damaged now. */
  static Labels followed(Path folder) {
    Path file = folder.resolve(FILE_NAME);
    if (!Files.exists(file)) {
      return new Labels(folder, Optional.empty(), List.of());
    }
    FollowedTable table = new FollowedTable(file);
    return new Labels(folder, Optional.of(table::of), table.targetNames());
  }

  private static void requireKnown(
      Path file, Path folder, Set<String> unknown, SortedSet<String> names, Set<String> found) {
    if (unknown.isEmpty()) {
      return;
    }
    List<String> unlabelled = names.stream().filter(name -> !found.contains(name)).toList();
    throw new FeedException(
        "%s names %d files that are not in %s, such as %s%s. Correct the names or remove the lines."
            .formatted(
                file,
                unknown.size(),
                folder,
                first(unknown),
                unlabelled.isEmpty()
                    ? ""
                    : "; %d that are there have no label, such as %s"
                        .formatted(unlabelled.size(), first(unlabelled))));
  }

  private static String first(Iterable<String> names) {
    List<String> shown = new ArrayList<>();
    for (String name : names) {
      if (shown.size() < SHOWN) {
        shown.add(name);
      }
    }
    return String.join(", ", shown);
  }

  /** As seen from the folder of the feed. */
  String name(Path file) {
    return folder.relativize(file).toString();
  }

  /** None where files have classes. */
  List<String> targetNames() {
    return targetNames;
  }

  Optional<ClipLabel> of(Path file) {
    String name = MediaName.of(folder, file);
    if (table.isPresent()) {
      return table.get().apply(name);
    }
    int slash = name.lastIndexOf('/');
    if (slash > 0) {
      return Optional.of(ClipLabel.ofClass(name.substring(0, slash)));
    }
    int underscore = name.indexOf('_');
    return underscore > 0
        ? Optional.of(ClipLabel.ofClass(name.substring(0, underscore)))
        : Optional.empty();
  }
}
