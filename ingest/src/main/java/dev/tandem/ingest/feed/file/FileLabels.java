package dev.tandem.ingest.feed.file;

import dev.tandem.ingest.clip.ClipLabel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one file shows: one thing throughout, or one in each of its stretches. A clip shows what is
 * said of its middle.
 */
final class FileLabels {
  private static final Duration TO_THE_MIDDLE = Duration.ofMillis(500); // clips last a second

  private final List<LabelRow> rows = new ArrayList<>();

  /** What was said before and {@code row} contradicts; then it is not added. */
  Optional<LabelRow> add(LabelRow row) {
    Optional<LabelRow> other = rows.stream().filter(row::contradicts).findFirst();
    if (other.isEmpty()) {
      rows.add(row);
    }
    return other;
  }

  /** Of the clip that begins so long after the file's begin. */
  Optional<ClipLabel> of(Duration begin) {
    Duration middle = begin.plus(TO_THE_MIDDLE);
    return rows.stream()
        .filter(row -> row.span().map(span -> span.covers(middle)).orElse(true))
        .map(LabelRow::label)
        .findFirst();
  }

  Stream<LabelRow> rows() {
    return rows.stream();
  }

  Stream<ClipLabel> all() {
    return rows.stream().map(LabelRow::label);
  }
}
