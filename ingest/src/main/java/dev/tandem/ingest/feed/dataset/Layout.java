package dev.tandem.ingest.feed.dataset;

import dev.tandem.ingest.clip.FeedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Files and folders that a data set is made of.
 *
 * @param word of its feed
 * @param directory that holds them
 */
record Layout(String word, Path directory) {

  /** Throws {@link FeedException} unless there is a directory. */
  Layout {
    if (!Files.isDirectory(directory)) {
      throw new FeedException(
          "%s:%s: there is no such directory; must be that of the data set. Check the path, or get the data set as docs/datasets.md says."
              .formatted(word, directory));
    }
  }

  /** Throws {@link FeedException} that names every part that is not there. */
  void require(List<String> parts) {
    List<String> missing =
        parts.stream().filter(part -> Files.notExists(directory.resolve(part))).toList();
    if (!missing.isEmpty()) {
      throw new FeedException(
          "%s:%s lacks %s; must hold %s. Check the path, or get what is missing as docs/datasets.md says."
              .formatted(word, directory, joined(missing), joined(parts)));
    }
  }

  Path resolve(String part) {
    return directory.resolve(part);
  }

  private static String joined(List<String> parts) {
    return parts.stream().collect(Collectors.joining(", "));
  }
}
