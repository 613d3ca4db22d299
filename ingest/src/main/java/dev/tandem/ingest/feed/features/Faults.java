package dev.tandem.ingest.feed.features;

import dev.tandem.ingest.clip.Feed.Skipped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was wrong with single rows: each is counted, and the first of each table and kind are told
 * with their lines. Thread-safe.
 */
final class Faults {
  /** Rows of one kind that are told one by one. */
  static final int TOLD = 100;

  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  private final Map<Key, Found> found = new LinkedHashMap<>();

  private record Key(String table, Kind kind) {}

  /** What may be wrong with a row. */
  enum Kind {
    NOT_FINITE("numbers that are not finite"),
    WIDTH("another number of values"),
    UNREADABLE("no readable values"),
    DUPLICATE("an id that came before"),
    UNKNOWN_ID("an id that clips.csv lacks"),
    CLIP("no usable line"),
    LABEL("no usable label"),
    TIME("no usable time"),
    EMPTY("no usable modality"),
    FILE("what cannot be used");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  private static final class Found {
    private final List<Skipped> told = new ArrayList<>();
    private long count;
  }

  /**
   * One row, or one whole file.
   *
   * @param place in the file, such as {@code line 7}; empty for the file
   */
  void add(String file, Kind kind, String place, String reason) {
    add(file, file, kind, place, reason);
  }

  /**
   * The same of a file that is a part of {@code table}, which is counted as a whole.
   *
   * @param table by the name that it has in reports
   */
  synchronized void add(String table, String file, Kind kind, String place, String reason) {
    Found of = found.computeIfAbsent(new Key(table, kind), key -> new Found());
    of.count++;
    if (of.told.size() < TOLD) {
      String item = place.isEmpty() ? file : file + ", " + place;
      of.told.add(new Skipped(item, reason));
      LOG.warn("left out {}: {}", item, reason);
    }
  }

  /** All, the first of each kind one by one. */
  synchronized List<Skipped> skipped() {
    return found.entrySet().stream()
        .flatMap(entry -> told(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Rows of {@code table}, of every kind. */
  synchronized long count(String table) {
    return found.entrySet().stream()
        .filter(entry -> entry.getKey().table().equals(table))
        .mapToLong(entry -> entry.getValue().count)
        .sum();
  }

  /** Those of {@code table}, in words. */
  synchronized List<String> reasons(String table) {
    return found.entrySet().stream()
        .filter(entry -> entry.getKey().table().equals(table))
        .flatMap(entry -> told(entry.getKey(), entry.getValue()))
        .map(skipped -> skipped.item() + ": " + skipped.reason())
        .toList();
  }

  private static Stream<Skipped> told(Key key, Found of) {
    long more = of.count - of.told.size();
    return more == 0
        ? of.told.stream()
        : Stream.concat(
            of.told.stream(),
            Stream.of(
                new Skipped(
                    key.table(), "%d more rows have %s".formatted(more, key.kind().words))));
  }
}
