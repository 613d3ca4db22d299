package dev.tandem.ingest.feed.file;

import dev.tandem.ingest.ClipLabel;
import dev.tandem.ingest.FeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a feed, in the order of their names, and their labels. A directory without files may
 * have folders of them.
 *
 * @param single true where the feed is one file and not a directory
 */
record MediaLibrary(boolean single, List<Path> files, Labels labels) {
  MediaLibrary {
    files = List.copyOf(files);
  }

  /** Throws {@link FeedException} for a path that is missing or empty. */
  static MediaLibrary of(Path path) {
    Path absolute = path.toAbsolutePath();
    if (Files.isRegularFile(absolute)) {
      Path folder = Optional.ofNullable(absolute.getParent()).orElse(absolute);
      return new MediaLibrary(true, List.of(absolute), Labels.of(folder, List.of(absolute)));
    }
    if (!Files.isDirectory(absolute)) {
      throw new FeedException(
          "%s does not exist; file:PATH must name a media file or a directory of them. Check the path."
              .formatted(path));
    }
    List<Path> files = list(absolute);
    if (files.isEmpty()) {
      files = folders(absolute).stream().flatMap(folder -> list(folder).stream()).toList();
    }
    if (files.isEmpty()) {
      throw new FeedException(
          "the directory %s is empty; must hold media files such as {label}_name.mp4, or a folder of them for each class. Check the path."
              .formatted(path));
    }
    return new MediaLibrary(false, files, Labels.of(absolute, files));
  }

  /** As seen from the folder of the feed. */
  String name(Path file) {
    return labels.name(file);
  }

  Optional<ClipLabel> label(Path file) {
    return labels.of(file);
  }

  /** Every class, sorted; none where there are targets. */
  List<String> classNames() {
    return files.stream()
        .flatMap(file -> label(file).stream())
        .filter(label -> label.targets().isEmpty())
        .map(ClipLabel::className)
        .distinct()
        .sorted()
        .toList();
  }

  /** As the table of labels names them; none where there are classes. */
  List<String> targetNames() {
    return labels.targetNames();
  }

  private static List<Path> folders(Path directory) {
    try (Stream<Path> folders = Files.list(directory)) {
      return folders
          .filter(Files::isDirectory)
          .filter(folder -> !folder.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
  }

  private static FeedException unreadable(Path directory, IOException e) {
    return new FeedException(
        "cannot read the directory %s (%s). Check its permissions."
            .formatted(directory, e.getClass().getSimpleName()),
        e);
  }

  /**
   * Hidden files, folders and the table of labels are no media. What cannot be found again by its
   * name is listed, too: it must be told.
   */
  private static List<Path> list(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> Files.isRegularFile(file) || Files.notExists(file))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> !file.endsWith(Labels.FILE_NAME))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
  }
}
