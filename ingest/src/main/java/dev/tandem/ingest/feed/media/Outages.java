package dev.tandem.ingest.feed.media;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * When modalities were away. Seconds that an outage touches lack the modality as a whole: half a
 * second of silence is none that was heard.
 */
final class Outages {
  private final Map<String, Deque<Span>> spans = new HashMap<>();

  /** Before its first piece a modality is away. */
  Outages(Iterable<String> modalities) {
    modalities.forEach(
        modality ->
            spans
                .computeIfAbsent(modality, key -> new ArrayDeque<>())
                .add(new Span(Long.MIN_VALUE, Long.MAX_VALUE)));
  }

  private boolean isAway(Deque<Span> of) {
    return !of.isEmpty() && of.getLast().until() == Long.MAX_VALUE;
  }

  void begin(String modality, long from) {
    Deque<Span> of = spans.get(modality);
    if (!isAway(of)) {
      of.add(new Span(from, Long.MAX_VALUE));
    }
  }

  void end(String modality, long until) {
    Deque<Span> of = spans.get(modality);
    if (isAway(of)) {
      of.add(new Span(of.removeLast().from(), until));
    }
  }

  /**
   * Whether {@code modality} was away in second {@code number}, or a part of it; asked for one
   * second after the other.
   */
  boolean touches(String modality, long number) {
    Deque<Span> of = spans.get(modality);
    while (!of.isEmpty() && of.getFirst().until() <= number * Ffmpeg.SECOND) {
      of.removeFirst();
    }
    return of.stream().anyMatch(span -> span.from() < (number + 1) * Ffmpeg.SECOND);
  }

  private record Span(long from, long until) {}
}
