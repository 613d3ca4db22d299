package dev.tandem.app.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What comes into a directory from now on.
 *
 * @param directory may not exist yet
 * @param before what is in it already
 * @param existing its nearest parent, or itself, that exists already
 */
record Leftovers(Path directory, Set<Path> before, Path existing) {
  Leftovers {
    before = Set.copyOf(before);
  }

  static Leftovers of(Path directory) {
    Path existing = directory;
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return new Leftovers(directory, in(directory).collect(Collectors.toSet()), existing);
  }

  /**
   * Removes it, with the directory and those above it that are new, unless others have put
   * something there. What cannot be removed stays.
   */
  void remove() {
    in(directory).filter(path -> !before.contains(path)).forEach(Leftovers::delete);
    for (Path path = directory; !path.equals(existing); path = path.getParent()) {
      if (Files.exists(path) && !isDeleted(path)) {
        return;
      }
    }
  }

  private static Stream<Path> in(Path directory) {
    return Optional.of(directory).filter(Files::isDirectory).map(Leftovers::list).stream()
        .flatMap(List::stream);
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> found = Files.list(directory)) {
      return found.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + directory, e);
    }
  }

  private static void delete(Path root) {
    try (Stream<Path> walk = Files.walk(root)) {
      walk.sorted(Comparator.reverseOrder()).forEach(Leftovers::isDeleted);
    } catch (IOException | UncheckedIOException gone) {
      return; // others clean up, too
    }
  }

  private static boolean isDeleted(Path path) {
    try {
      return Files.deleteIfExists(path);
    } catch (IOException inUseOrNotEmpty) {
      return false;
    }
  }
}
