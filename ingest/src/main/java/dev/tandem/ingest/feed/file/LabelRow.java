package dev.tandem.ingest.feed.file;

import dev.tandem.ingest.clip.ClipLabel;
import java.util.Optional;

/**
 * One thing that is said of a file.
 *
 * @param place where it is written, for messages, such as {@code line 3}
 * @param file its {@link MediaName}
 * @param span what it is said of; empty for the whole file
 */
record LabelRow(String place, String file, Optional<LabelSpan> span, ClipLabel label) {

  /** The same of a file of another name. */
  LabelRow of(String otherFile) {
    return new LabelRow(place, otherFile, span, label);
  }

  boolean contradicts(LabelRow other) {
    return span.isEmpty() || other.span.isEmpty() || span.get().overlaps(other.span.get());
  }
}
