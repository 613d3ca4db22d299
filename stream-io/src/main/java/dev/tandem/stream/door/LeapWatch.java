package dev.tandem.stream.door;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Tells people, now and then, of streams of a topic whose time is far from that of the others. */
final class LeapWatch {
  /** From one message to the next, at least. */
  static final Duration REPEAT = Duration.ofMinutes(1);

  private final String topic;
  private Optional<String> refusal = Optional.empty();
  private long refused;
  private long quietUntil = Long.MIN_VALUE;

  LeapWatch(String topic) {
    this.topic = topic;
  }

  /** A record became a dead letter because it lies too far off; {@code reason} says how far. */
  void refused(Origin origin, String reason) {
    refused++;
    refusal =
        Optional.of(
            "partition %d offset %d: %s".formatted(origin.partition(), origin.offset(), reason));
  }

  /**
   * A message where there is something to tell.
   *
   * @param now processing time, milliseconds
   */
  Optional<String> look(SortedMap<Integer, PartitionClock> clocks, long now) {
    List<String> parts = new ArrayList<>();
    refusal.ifPresent(
        reason ->
            parts.add(
                "%d became dead letters because of their time, the last at %s"
                    .formatted(refused, reason)));
    firstAhead(clocks).ifPresent(parts::add);
    if (parts.isEmpty() || now < quietUntil) {
      return Optional.empty();
    }
    quietUntil = now + REPEAT.toMillis();
    refusal = Optional.empty();
    refused = 0;
    return Optional.of("records of topic %s: %s".formatted(topic, String.join("; ", parts)));
  }

  private static Optional<String> firstAhead(SortedMap<Integer, PartitionClock> clocks) {
    for (Map.Entry<Integer, PartitionClock> entry : clocks.entrySet()) {
      Optional<String> ahead = entry.getValue().ahead();
      if (ahead.isPresent()) {
        return Optional.of(
            "stream %s is more than stream.expiry ahead of the others in partition %d, and its clips wait for them: mend its clock, or that of the others"
                .formatted(ahead.get(), entry.getKey()));
      }
    }
    return Optional.empty();
  }
}
