package dev.tandem.app.letters;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which dead letters are meant.
 *
 * @param reason part of their reason, in upper or lower case
 * @param topic the topic that they come from
 * @param stream the stream that they come from
 */
public record Selection(Optional<String> reason, Optional<String> topic, Optional<String> stream)
    implements Predicate<DeadLetterRecord> {
  @Override
  public boolean test(DeadLetterRecord letter) {
    return reason.stream().allMatch(part -> lower(letter.reason()).contains(lower(part)))
        && topic.stream()
            .allMatch(name -> letter.source().filter(s -> s.topic().equals(name)).isPresent())
        && stream.stream().allMatch(name -> letter.stream().filter(name::equals).isPresent());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
