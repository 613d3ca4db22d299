package dev.tandem.ingest.feed;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Data that lie beside the project, or do not. */
public final class SharedData {
  private SharedData() {}

  /** The folder of that name; skips the test, and says so, where there is none. */
  public static Path require(String name) {
    Optional<Path> found =
        Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, path -> path.getParent())
            .map(path -> path.resolve("shared/data").resolve(name))
            .filter(Files::isDirectory)
            .findFirst();
    assumeTrue(found.isPresent(), "skipped: the data set " + name + " is not beside the project");
    return found.get();
  }
}
