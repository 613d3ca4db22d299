package dev.tandem.ingest.feed.dataset;

import dev.tandem.ingest.clip.Feed.Skipped;
import dev.tandem.ingest.clip.FeedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The items that the lines of a published list name. Where several name the same, the first counts,
 * as it does for those who published results.
 */
final class Listing {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Map<String, Item> items = new LinkedHashMap<>();
  private final List<Skipped> leftOut = new ArrayList<>();

  private Listing() {}

  /**
   * Every item of {@code list}.
   *
   * @param head which may be its first line, and names nothing
   * @param parser of a line; throws {@link IllegalArgumentException} where it names no item, saying
   *     why
   */
  static Listing read(Path list, String head, Function<String, Item> parser) {
    Listing listing = new Listing();
    List<String> lines = lines(list);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.equals(head)) {
        listing.add("%s:%d".formatted(list.getFileName(), i + 1), line, parser);
      }
    }
    return listing;
  }

  private void add(String place, String line, Function<String, Item> parser) {
    try {
      Item item = parser.apply(line);
      items.putIfAbsent(item.name(), item);
    } catch (IllegalArgumentException e) {
      leftOut.add(new Skipped(place, "'%s' %s".formatted(line, e.getMessage())));
    }
  }

  Catalogue catalogue(Path list, List<String> classNames) {
    return new Catalogue(list.toString(), classNames, List.copyOf(items.values()), leftOut);
  }

  /** Lines of a file that may have a byte order mark; throws {@link FeedException}. */
  static List<String> lines(Path file) {
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      if (!lines.isEmpty() && lines.get(0).startsWith(BYTE_ORDER_MARK)) {
        lines.set(0, lines.get(0).substring(BYTE_ORDER_MARK.length()));
      }
      return lines;
    } catch (IOException e) {
      throw new FeedException(
          "cannot read %s (%s). Check its permissions, or get it again as docs/datasets.md says."
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  /** {@code className}, where it is one of {@code known}. */
  static String known(String className, List<String> known) {
    return Optional.of(className)
        .filter(known::contains)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "has the class '%s'; must be one of %s"
                        .formatted(className, String.join(", ", known))));
  }
}
