package dev.tandem.ingest.feed.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A pattern of paths, such as {@code /data/*.mp4}: {@code *}, {@code ?}, {@code [a-z]} and {@code
 * {a,b}} stand for characters of a name, {@code **} for any folders. What is hidden is not found.
 *
 * @param base the folder in front of the first name that is a pattern
 * @param depth how many folders down it looks
 */
record Glob(Path base, PathMatcher matcher, int depth) {
  private static final Pattern MARK = Pattern.compile("[*?\\[{]");

  /** Empty where {@code absolute} is no pattern. */
  static Optional<Glob> of(Path absolute) {
    int names = absolute.getNameCount();
    int first = 0;
    while (first < names && !MARK.matcher(absolute.getName(first).toString()).find()) {
      first++;
    }
    if (first == names) {
      return Optional.empty();
    }
    Path root = absolute.getRoot();
    Path base = first == 0 ? root : root.resolve(absolute.subpath(0, first));
    String rest = absolute.subpath(first, names).toString();
    try {
      return Optional.of(
          new Glob(
              base,
              FileSystems.getDefault().getPathMatcher("glob:" + rest),
              rest.contains("**") ? Integer.MAX_VALUE : names - first));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  /** The files that there are, by name. */
  List<Path> files() throws IOException {
    try (Stream<Path> found =
        Files.find(
            base,
            depth,
            (file, attributes) -> attributes.isRegularFile() && isMeant(base.relativize(file)),
            FileVisitOption.FOLLOW_LINKS)) {
      return found.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private boolean isMeant(Path relative) {
    return matcher.matches(relative)
        && StreamSupport.stream(relative.spliterator(), false)
            .noneMatch(name -> name.toString().startsWith("."));
  }
}
