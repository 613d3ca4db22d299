package dev.tandem.ingest.feed.features;

import dev.tandem.ingest.clip.Feed.Skipped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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

  private final List<Told> told = new ArrayList<>();
  private final Map<Key, Long> counts = new LinkedHashMap<>();

  private record Key(String table, Kind kind) {}

  private record Told(String table, Skipped row) {}

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
    if (counts.merge(new Key(table, kind), 1L, Long::sum) <= TOLD) {
      String item = place.isEmpty() ? file : file + ", " + place;
      told.add(new Told(table, new Skipped(item, reason)));
      LOG.warn("left out {}: {}", item, reason);
    }
  }

  /** The first of each kind one by one as they were found, then the {@link #summaries}. */
  synchronized List<Skipped> skipped() {
    return Stream.concat(told.stream().map(Told::row), summaries().stream()).toList();
  }

  /** A line for the others of each table and kind, which changes with each of them. */
  synchronized List<Skipped> summaries() {
    return summaries(table -> true).toList();
  }

  /** Rows of {@code table}, of every kind. */
  synchronized long count(String table) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().table().equals(table))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Those of {@code table}, in words. */
  synchronized List<String> reasons(String table) {
    return Stream.concat(
            told.stream().filter(of -> of.table().equals(table)).map(Told::row),
            summaries(table::equals))
        .map(skipped -> skipped.item() + ": " + skipped.reason())
        .toList();
  }

  private Stream<Skipped> summaries(Predicate<String> of) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() > TOLD && of.test(entry.getKey().table()))
        .map(entry -> summary(entry.getKey(), entry.getValue() - TOLD));
  }

  private static Skipped summary(Key key, long more) {
    return new Skipped(key.table(), "%d more rows have %s".formatted(more, key.kind().words));
  }
}
