package dev.tandem.ingest.feed.dataset;

import dev.tandem.ingest.clip.Feed.Skipped;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.feed.FeedUri;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The items of a data set whose media are there.
 *
 * @param classNames all that the data set knows
 * @param items by name
 * @param leftOut the others, each with what is missing
 */
record Inventory(List<String> classNames, List<Item> items, List<Skipped> leftOut) {
  private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);
  private static final int SHOWN = 3;

  /**
   * Looks for the media of {@code catalogue}.
   *
   * @throws FeedException where none are there, saying what is missing
   */
  static Inventory of(Catalogue catalogue, Path directory, FeedUri uri) {
    List<Item> items = new ArrayList<>();
    List<Skipped> missing = new ArrayList<>();
    for (Item item : catalogue.items()) {
      List<Path> absent = item.files().stream().filter(Files::notExists).toList();
      if (absent.isEmpty()) {
        items.add(item);
      } else {
        missing.add(new Skipped(item.name(), names(directory, absent) + " is missing"));
      }
    }
    tell(catalogue, missing, items, uri);
    items.sort(Comparator.comparing(Item::name));
    List<Skipped> leftOut = new ArrayList<>(catalogue.leftOut());
    leftOut.addAll(missing);
    return new Inventory(catalogue.classNames(), List.copyOf(items), List.copyOf(leftOut));
  }

  private static String names(Path directory, List<Path> files) {
    return files.stream()
        .map(file -> directory.relativize(file).toString().replace('\\', '/'))
        .collect(Collectors.joining(" and "));
  }

  private static void tell(
      Catalogue catalogue, List<Skipped> missing, List<Item> items, FeedUri uri) {
    if (catalogue.items().isEmpty()) {
      throw new FeedException(
          "%s: %s names no clip%s. Get it again as docs/datasets.md says."
              .formatted(uri, catalogue.source(), example(catalogue.leftOut())));
    }
    if (items.isEmpty()) {
      throw new FeedException(
          "%s: the media of all %d clips that %s names are missing%s. Get them as docs/datasets.md says."
              .formatted(uri, missing.size(), catalogue.source(), example(missing)));
    }
    if (!missing.isEmpty()) {
      LOG.warn(
          "{}: media of {} of the {} clips that {} names are missing: {}",
          uri,
          missing.size(),
          catalogue.items().size(),
          catalogue.source(),
          missing.stream().limit(SHOWN).map(Skipped::reason).collect(Collectors.joining(", ")));
    }
    catalogue.leftOut().forEach(line -> LOG.warn("left out {}: {}", line.item(), line.reason()));
  }

  private static String example(List<Skipped> leftOut) {
    return leftOut.isEmpty()
        ? ""
        : ": %s: %s".formatted(leftOut.get(0).item(), leftOut.get(0).reason());
  }
}
