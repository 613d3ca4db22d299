package dev.tandem.ingest.feed.file;

import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.ingest.clip.FeedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What media files show. A {@code labels.csv} or {@code labels.json} beside them is the only source
 * where there is one; else what lies beside the file itself ({@link Sidecars}); else the folder
 * that a file is in, below that of the feed, is its class; else the part of its name before its
 * first underscore.
 */
final class Labels {
  static final String TABLE = "labels.csv";
  static final String DOCUMENT = "labels.json";
  private static final int SHOWN = 10;

  private final Path folder;
  private final Written written;

  private Labels(Path folder, Written written) {
    this.folder = folder;
    this.written = written;
  }

  /**
   * Throws {@link FeedException} for labels that are damaged or name files that are not there.
   *
   * @param files of the feed; others beside them may be named, too
   */
  static Labels of(Path folder, List<Path> files) {
    Sidecars beside = Sidecars.of(folder, files);
    Optional<Path> source = sheet(folder, beside);
    if (source.isEmpty()) {
      return new Labels(folder, beside(folder, beside));
    }
    LabelSheet sheet = read(source.get());
    Map<String, FileLabels> found = found(source.get(), sheet, folder, files);
    return new Labels(folder, new KnownLabels(folder, true, sheet.targetNames(), found));
  }

  /**
   * Of files that come, with labels that come with them; throws for what is damaged now.
   *
   * @param files that there are now
   */
  static Labels followed(Path folder, List<Path> files) {
    Sidecars beside = Sidecars.ofThese(folder, files);
    Optional<Path> source = sheet(folder, beside);
    return new Labels(
        folder,
        source.isPresent()
            ? new FollowedTable(folder, source.get())
            : new FollowedSidecars(folder, beside(folder, beside).targetNames()));
  }

  /** Throws {@link FeedException} for one that is damaged. */
  static LabelSheet read(Path source) {
    return source.endsWith(TABLE) ? LabelTable.read(source) : LabelDocument.read(source);
  }

  /** Which of two there is; throws {@link FeedException} where there is another source, too. */
  private static Optional<Path> sheet(Path folder, Sidecars beside) {
    List<Path> sheets =
        Stream.of(TABLE, DOCUMENT).map(folder::resolve).filter(Files::exists).toList();
    if (sheets.size() > 1) {
      throw new FeedException(
          "%s has labels, and %s, too. Keep one of them.".formatted(sheets.get(0), sheets.get(1)));
    }
    if (!sheets.isEmpty() && !beside.byFile().isEmpty()) {
      throw new FeedException(
          "%s has labels, and %d files have a *%s beside them, such as %s, too. Keep one of them."
              .formatted(
                  sheets.get(0),
                  beside.byFile().size(),
                  Sidecars.END,
                  first(beside.byFile().keySet())));
    }
    return sheets.stream().findFirst();
  }

  private static KnownLabels beside(Path folder, Sidecars beside) {
    Map<String, FileLabels> written = new HashMap<>();
    Optional<List<String>> targets = Optional.empty();
    for (Map.Entry<String, LabelSheet> entry : beside.byFile().entrySet()) {
      LabelSheet sheet = entry.getValue();
      if (sheet.byFile().isEmpty()) {
        written.put(entry.getKey(), new FileLabels()); // an empty list: the file shows nothing
        continue;
      }
      if (targets.isPresent() && !targets.get().equals(sheet.targetNames())) {
        throw new FeedException(
            "the labels beside %s have %s, those of files before it %s. Let all have the same."
                .formatted(entry.getKey(), kind(sheet.targetNames()), kind(targets.get())));
      }
      targets = Optional.of(sheet.targetNames());
      written.putAll(sheet.byFile());
    }
    List<String> names = targets.orElse(List.of());
    return new KnownLabels(folder, !names.isEmpty(), names, written);
  }

  /** For messages. */
  static String kind(List<String> targets) {
    return targets.isEmpty() ? "classes" : "values of " + targets;
  }

  private static Map<String, FileLabels> found(
      Path source, LabelSheet sheet, Path folder, List<Path> files) {
    SortedSet<String> names = new TreeSet<>();
    files.forEach(path -> names.add(MediaName.of(folder, path)));
    Map<String, String> found = new HashMap<>();
    SortedSet<String> unknown = new TreeSet<>();
    for (String name : sheet.byFile().keySet()) {
      Optional<String> known = MediaName.find(name, names);
      known.ifPresent(file -> found.put(name, file));
      if (known.isEmpty() && !Files.isRegularFile(folder.resolve(name))) {
        unknown.add(name);
      }
    }
    requireKnown(source, folder, unknown, names, Set.copyOf(found.values()));
    return sheet.named(found).byFile();
  }

  private static void requireKnown(
      Path file, Path folder, Set<String> unknown, SortedSet<String> names, Set<String> found) {
    if (unknown.isEmpty()) {
      return;
    }
    List<String> unlabelled = names.stream().filter(name -> !found.contains(name)).toList();
    throw new FeedException(
        "%s names %d files that are not in %s, such as %s%s. Correct the names or remove the lines."
            .formatted(file, unknown.size(), folder, first(unknown), without(unlabelled)));
  }

  /** The other side, for messages: files that have no label. */
  static String without(Collection<String> unlabelled) {
    return unlabelled.isEmpty()
        ? ""
        : "; %d that are there have no label, such as %s"
            .formatted(unlabelled.size(), first(unlabelled));
  }

  /** The first of them, for messages. */
  static String first(Iterable<String> names) {
    List<String> shown = new ArrayList<>();
    for (String name : names) {
      if (shown.size() < SHOWN) {
        shown.add(name);
      }
    }
    return String.join(", ", shown);
  }

  /** Whether a file of this name has labels, and is no media. */
  static boolean isLabels(String fileName) {
    return fileName.equals(TABLE) || fileName.equals(DOCUMENT) || fileName.endsWith(Sidecars.END);
  }

  /** As seen from the folder of the feed. */
  String name(Path file) {
    return folder.relativize(file).toString();
  }

  /** None where files have classes. */
  List<String> targetNames() {
    return written.targetNames();
  }

  /** Of the clip of {@code file} that begins so long after its begin. */
  Optional<ClipLabel> of(Path file, Duration begin) {
    Optional<FileLabels> labels = written.of(file);
    return labels.isPresent() || written.complete()
        ? labels.flatMap(found -> found.of(begin))
        : byName(MediaName.of(folder, file));
  }

  /** All that clips of {@code file} may have. */
  Stream<ClipLabel> all(Path file) {
    Optional<FileLabels> labels = written.of(file);
    return labels.isPresent() || written.complete()
        ? labels.stream().flatMap(FileLabels::all)
        : byName(MediaName.of(folder, file)).stream();
  }

  private static Optional<ClipLabel> byName(String name) {
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
