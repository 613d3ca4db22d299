package dev.tandem.app.labels;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.kafka.common.header.Header;

/**
 * The header of labels that were given by hand: who gave it and when, and whether it takes the one
 * before back. It is for people and for undoing; jobs do not read it.
 *
 * @param said by the clock of the machine where it was said
 */
public record LabelWord(boolean undo, Instant said, String who) {
  static final String HEADER = "tandem-label";
  private static final String LABEL = "label";
  private static final String UNDO = "undo";

  byte[] bytes() {
    return "%s %s %s".formatted(undo ? UNDO : LABEL, said, who).getBytes(StandardCharsets.UTF_8);
  }

  /** Empty where it is none. */
  static Optional<LabelWord> of(Header header) {
    if (header == null || header.value() == null) {
      return Optional.empty();
    }
    String[] parts = new String(header.value(), StandardCharsets.UTF_8).split(" ", 3);
    if (parts.length < 3 || !(parts[0].equals(LABEL) || parts[0].equals(UNDO))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new LabelWord(parts[0].equals(UNDO), Instant.parse(parts[1]), parts[2]));
    } catch (DateTimeParseException foreign) {
      return Optional.empty();
    }
  }
}
