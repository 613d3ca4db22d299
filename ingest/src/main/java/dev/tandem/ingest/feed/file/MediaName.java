package dev.tandem.ingest.feed.file;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Optional;
import java.util.Set;

/**
 * Names of files as tables have them, made one: with {@code /} between folders, without {@code ./}
 * in front, in composed Unicode.
 */
final class MediaName {
  private MediaName() {}

  static String of(String written) {
    String name = Normalizer.normalize(written, Normalizer.Form.NFC).replace('\\', '/');
    while (name.startsWith("./")) {
      name = name.substring(2);
    }
    return name;
  }

  /** Of {@code file} as seen from {@code folder}. */
  static String of(Path folder, Path file) {
    return of(folder.relativize(file).toString());
  }

  /** Which of {@code files} is meant; folders in front that are not there are left out. */
  static Optional<String> find(String name, Set<String> files) {
    String rest = name;
    while (!files.contains(rest)) {
      int slash = rest.indexOf('/');
      if (slash < 0) {
        return Optional.empty();
      }
      rest = rest.substring(slash + 1);
    }
    return Optional.of(rest);
  }
}
