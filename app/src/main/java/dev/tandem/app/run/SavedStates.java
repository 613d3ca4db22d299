package dev.tandem.app.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The complete checkpoints and savepoints that a directory holds, as Flink lays them out. */
final class SavedStates {
  /** The last file of a checkpoint to be written. */
  private static final String METADATA = "_metadata";

  private SavedStates() {}

  static boolean isComplete(Path checkpoint) {
    return Files.exists(checkpoint.resolve(METADATA));
  }

  static Path metadata(Path checkpoint) {
    return checkpoint.resolve(METADATA);
  }

  /**
   * Of every job that ran there.
   *
   * @param directory with the folders {@code checkpoints/JOB} and {@code savepoints}
   */
  static Stream<Path> in(Path directory) {
    return Stream.concat(
            list(directory.resolve("checkpoints")).stream().flatMap(job -> list(job).stream()),
            list(directory.resolve("savepoints")).stream())
        .filter(SavedStates::isComplete);
  }

  /** The newest checkpoint of one job, by its number. */
  static Optional<Path> newestOf(Path job) {
    return list(job).stream()
        .filter(SavedStates::isComplete)
        .max(Comparator.comparingLong(SavedStates::number));
  }

  /** The one that was written last. */
  static Optional<Path> newest(Stream<Path> states) {
    return states.max(Comparator.comparing(SavedStates::written));
  }

  private static List<Path> list(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(directory)) {
      return found.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + directory, e);
    }
  }

  private static FileTime written(Path checkpoint) {
    try {
      return Files.getLastModifiedTime(metadata(checkpoint));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + checkpoint, e);
    }
  }

  private static long number(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().replaceAll("\\D", "0"));
  }
}
