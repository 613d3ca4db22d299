package dev.tandem.tests.teach;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files of a second each, in which people say a digit and show it. */
public final class DigitRecordings {
  private static final String FOLDER = "shared/data/av-digits/clips";

  private DigitRecordings() {}

  /** By the digit, voices mixed; skips the test, and says so, where they are not there. */
  public static Map<String, List<Path>> byClass() throws IOException {
    Optional<Path> folder =
        Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
            .map(path -> path.resolve(FOLDER))
            .filter(Files::isDirectory)
            .findFirst();
    assumeTrue(folder.isPresent(), "skipped: the data set av-digits is not beside the project");
    Map<String, List<Path>> byClass = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.get())) {
      files.sorted().forEach(file -> of(file, byClass).add(file));
    }
    byClass.values().forEach(files -> Collections.shuffle(files, new Random(1)));
    return byClass;
  }

  private static List<Path> of(Path file, Map<String, List<Path>> byClass) {
    String digit = file.getFileName().toString().substring(0, 1);
    return byClass.computeIfAbsent(digit, name -> new ArrayList<>());
  }
}
