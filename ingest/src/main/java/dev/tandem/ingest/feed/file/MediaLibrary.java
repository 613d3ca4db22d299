package dev.tandem.ingest.feed.file;

import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.ingest.clip.FeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a feed, in the order of their names, and their labels. A directory without files may
 * have folders of them.
 *
 * @param single true where the feed is one file and not a directory
 * @param files that there are
 * @param listing looks which there are now
 */
record MediaLibrary(boolean single, List<Path> files, Listing listing, Labels labels) {
  MediaLibrary {
    files = List.copyOf(files);
  }

  /** Throws {@link FeedException} for a path that is missing or empty. */
  static MediaLibrary of(Path path) {
    return of(path, false);
  }

  /** The same, which may be empty, and of which labels may come before their files. */
  static MediaLibrary followed(Path path) {
    return of(path, true);
  }

  private static MediaLibrary of(Path path, boolean followed) {
    Path absolute = path.toAbsolutePath();
    if (Files.isRegularFile(absolute)) {
      Path folder = Optional.ofNullable(absolute.getParent()).orElse(absolute);
      List<Path> one = List.of(absolute);
      return new MediaLibrary(true, one, () -> one, Labels.of(folder, one));
    }
    if (Files.isDirectory(absolute)) {
      Listing listing = followed ? () -> all(absolute) : () -> filesOrFolders(absolute);
      List<Path> files = listing.files();
      if (files.isEmpty() && !followed) {
        throw new FeedException(
            "the directory %s is empty; must hold media files such as {label}_name.mp4, or a folder of them for each class. Check the path."
                .formatted(path));
      }
      return new MediaLibrary(false, files, listing, labels(absolute, files, followed));
    }
    Glob glob =
        Glob.of(absolute).filter(g -> Files.isDirectory(g.base())).orElseThrow(() -> missing(path));
    List<Path> files = list(glob);
    if (files.isEmpty() && !followed) {
      throw new FeedException(
          "%s matches no file; a pattern such as DIR/*.mp4 must match media files. Check the pattern."
              .formatted(path));
    }
    return new MediaLibrary(false, files, () -> list(glob), labels(glob.base(), files, followed));
  }

  private static FeedException missing(Path path) {
    return new FeedException(
        "%s does not exist; file:PATH must name a media file or a directory of them. Check the path."
            .formatted(path));
  }

  private static Labels labels(Path folder, List<Path> files, boolean followed) {
    return followed ? Labels.followed(folder, files) : Labels.of(folder, files);
  }

  /** As seen from the folder of the feed. */
  String name(Path file) {
    return labels.name(file);
  }

  /** Of the clip of {@code file} that begins so long after its begin. */
  Optional<ClipLabel> label(Path file, Duration begin) {
    return labels.of(file, begin);
  }

  /** Every class of {@link #files}, sorted; none where there are targets. */
  List<String> classNames() {
    return files.stream()
        .flatMap(labels::all)
        .filter(label -> label.targets().isEmpty())
        .map(ClipLabel::className)
        .distinct()
        .sorted()
        .toList();
  }

  /** As their labels name them; none where there are classes. */
  List<String> targetNames() {
    return labels.targetNames();
  }

  private static List<Path> filesOrFolders(Path directory) {
    List<Path> files = list(directory);
    return files.isEmpty() ? inFolders(directory) : files;
  }

  /** Which of the two a directory is going to have is not known yet. */
  private static List<Path> all(Path directory) {
    return Stream.concat(list(directory).stream(), inFolders(directory).stream()).toList();
  }

  private static List<Path> inFolders(Path directory) {
    return folders(directory).stream().flatMap(folder -> list(folder).stream()).toList();
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

  private static List<Path> list(Glob glob) {
    try {
      return glob.files().stream()
          .filter(file -> !Labels.isLabels(file.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw unreadable(glob.base(), e);
    }
  }

  /**
   * Hidden files, folders and labels are no media. What cannot be found again by its name is
   * listed, too: it must be told.
   */
  private static List<Path> list(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> Files.isRegularFile(file) || Files.notExists(file))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> !Labels.isLabels(file.getFileName().toString()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
  }

  /** Looks which files there are. */
  @FunctionalInterface
  interface Listing {

    /** By name; throws {@link FeedException} where they cannot be listed. */
    List<Path> files();
  }
}
