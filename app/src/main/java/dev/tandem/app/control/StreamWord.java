package dev.tandem.app.control;

import dev.tandem.schemas.records.ControlEvent;
import java.util.List;
import java.util.Locale;

/**
 * What was said of a stream.
 *
 * @param action quarantine or release
 * @param from event time from which on it counts
 */
public record StreamWord(String stream, String action, String from, String who, String why) {
  static StreamWord of(ControlEvent event) {
    return new StreamWord(
        event.getStream(),
        event.getAction().name().toLowerCase(Locale.ROOT),
        event.getTime().toString(),
        event.getWho(),
        event.getWhy());
  }

  /** In the order of {@code events}. */
  public static List<StreamWord> of(List<ControlEvent> events) {
    return events.stream().map(StreamWord::of).toList();
  }
}
