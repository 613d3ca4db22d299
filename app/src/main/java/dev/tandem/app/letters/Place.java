package dev.tandem.app.letters;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a letter lies in its topic, as users write it: {@code OFFSET} or {@code PARTITION:OFFSET}.
 *
 * @param partition empty where the topic has only one
 */
public record Place(OptionalInt partition, long offset) {
  private static final Pattern PLACE = Pattern.compile("(?:(\\d{1,9}):)?(\\d{1,18})");

  /** Of {@code letter}; with its partition where {@code partitioned}. */
  static Place of(DeadLetterRecord letter, boolean partitioned) {
    int partition = letter.partition().partition();
    return new Place(
        partitioned ? OptionalInt.of(partition) : OptionalInt.empty(), letter.offset());
  }

  /** Throws {@link IllegalArgumentException} for anything else. */
  public static Place parse(String text) {
    Matcher matcher = PLACE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be an offset such as 17, or PARTITION:OFFSET");
    }
    return new Place(
        matcher.group(1) == null
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(matcher.group(1))),
        Long.parseLong(matcher.group(2)));
  }

  @Override
  public String toString() {
    return partition.isPresent() ? partition.getAsInt() + ":" + offset : Long.toString(offset);
  }
}
