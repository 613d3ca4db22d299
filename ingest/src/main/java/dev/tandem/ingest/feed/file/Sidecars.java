package dev.tandem.ingest.feed.file;

import dev.tandem.ingest.clip.FeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Labels that lie beside the one file that they are about: {@code cat_1.labels.json}, or {@code
 * cat_1.mp4.labels.json}, beside {@code cat_1.mp4}.
 *
 * @param byFile by {@link MediaName}; only of those that have one
 */
record Sidecars(SortedMap<String, LabelSheet> byFile) {
  static final String END = ".labels.json";

  /** Throws {@link FeedException} for one that is damaged, or about no file that is there. */
  static Sidecars of(Path folder, List<Path> files) {
    SortedSet<Path> folders = new TreeSet<>();
    files.forEach(file -> folders.add(file.resolveSibling("").toAbsolutePath().normalize()));
    folders.forEach(Sidecars::requireFiles);
    return ofThese(folder, files);
  }

  /** The same, where files of others may be still to come. */
  static Sidecars ofThese(Path folder, List<Path> files) {
    SortedMap<String, LabelSheet> found = new TreeMap<>();
    for (Path file : files) {
      String name = MediaName.of(folder, file);
      beside(file).ifPresent(source -> found.put(name, LabelDocument.of(name, source)));
    }
    return new Sidecars(found);
  }

  /** What has labels of {@code file}, if it is there. */
  static Optional<Path> beside(Path file) {
    String name = file.getFileName().toString();
    return Stream.of(name, stem(name))
        .map(about -> file.resolveSibling(about + END))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static void requireFiles(Path folder) {
    SortedSet<String> labels = new TreeSet<>();
    SortedSet<String> media = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .forEach(name -> (name.endsWith(END) ? labels : media).add(name));
    } catch (IOException e) {
      throw new FeedException(
          "cannot read the directory %s (%s). Check its permissions."
              .formatted(folder, e.getClass().getSimpleName()),
          e);
    }
    SortedSet<String> unlabelled = new TreeSet<>(media);
    unlabelled.removeIf(name -> labels.contains(name + END) || labels.contains(stem(name) + END));
    unlabelled.removeAll(List.of(Labels.TABLE, Labels.DOCUMENT));
    media.forEach(name -> labels.removeAll(List.of(name + END, stem(name) + END)));
    if (!labels.isEmpty()) {
      throw new FeedException(
          "%s has labels of %d files that are not there: %s%s. Correct their names or remove them."
              .formatted(folder, labels.size(), Labels.first(labels), Labels.without(unlabelled)));
    }
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
