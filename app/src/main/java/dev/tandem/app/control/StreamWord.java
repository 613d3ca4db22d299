package dev.tandem.app.control;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tandem.schemas.records.ControlEvent;
import java.time.Instant;
import java.util.Locale;

/**
 * What was said of a stream.
 *
 * @param action quarantine or release
 * @param from event time from which on it counts
 * @param words how many there are of this stream, up to this one where they are all listed
 */
public record StreamWord(
    String stream, String action, String from, long words, String who, String why) {
  static StreamWord of(ControlEvent event, long words) {
    return new StreamWord(
        event.getStream(),
        event.getAction().name().toLowerCase(Locale.ROOT),
        event.getTime().toString(),
        words,
        event.getWho(),
        event.getWhy());
  }

  /** The same, when another word was read that changes nothing. */
  StreamWord counted() {
    return new StreamWord(stream, action, from, words + 1, who, why);
  }

  @JsonIgnore
  Instant time() {
    return Instant.parse(from);
  }
}
