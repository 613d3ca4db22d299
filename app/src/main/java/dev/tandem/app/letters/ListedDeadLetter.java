package dev.tandem.app.letters;

import java.time.Instant;

/**
 * A dead letter in a list.
 *
 * @param offset in the dead-letter topic
 * @param bytes of key and value
 * @param stream that the original comes from; empty where that is not said
 * @param source where the original lies; null where that is not said
 */
public record ListedDeadLetter(
    int partition,
    long offset,
    String time,
    long bytes,
    String reason,
    String stream,
    DeadLetterRecord.Source source) {
  public static ListedDeadLetter of(DeadLetterRecord letter) {
    return new ListedDeadLetter(
        letter.partition().partition(),
        letter.offset(),
        Instant.ofEpochMilli(letter.time()).toString(),
        letter.size(),
        letter.reason(),
        letter.stream().orElse(""),
        letter.source().orElse(null));
  }
}
