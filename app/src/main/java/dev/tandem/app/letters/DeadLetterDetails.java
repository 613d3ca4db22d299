package dev.tandem.app.letters;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All of one dead letter.
 *
 * @param offset in the dead-letter topic
 * @param headers as text
 * @param key null where there is none
 * @param value null where there is none
 */
public record DeadLetterDetails(
    int partition,
    long offset,
    String time,
    SortedMap<String, String> headers,
    byte[] key,
    byte[] value) {
  public static DeadLetterDetails of(DeadLetterRecord letter) {
    return new DeadLetterDetails(
        letter.partition().partition(),
        letter.offset(),
        Instant.ofEpochMilli(letter.time()).toString(),
        new TreeMap<>(letter.headers()),
        letter.key(),
        letter.value());
  }
}
