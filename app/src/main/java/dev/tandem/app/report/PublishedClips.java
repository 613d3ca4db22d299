package dev.tandem.app.report;

import dev.tandem.app.letters.Letter;
import dev.tandem.schemas.DeadLetterFormat;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.Features;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The clips that feeds have published: those that readable features are of. What is no record, such
 * as anyone may write, is of no clip, whatever its key is; it has a dead letter of its own.
 *
 * <p>A clip whose features were all refused at the door is known to no operator, so it is counted
 * here: it ended as a dead letter.
 */
final class PublishedClips {
  private record Place(String topic, int partition, long offset) {}

  private final Set<Place> refused = new HashSet<>();
  private final Set<String> letIn = new HashSet<>();
  private final Set<String> refusedIds = new HashSet<>();

  /** To be told of all letters before the first features; only a door's name an exception. */
  void take(Letter letter) {
    if (!letter.headers().getOrDefault(DeadLetterFormat.EXCEPTION, "").isEmpty()) {
      letter
          .source()
          .map(from -> new Place(from.topic(), from.partition(), from.offset()))
          .ifPresent(refused::add);
    }
  }

  /** A record of a feature topic. */
  void take(ConsumerRecord<String, byte[]> record) {
    if (isFeatures(record.value())) {
      boolean out =
          refused.contains(new Place(record.topic(), record.partition(), record.offset()));
      (out ? refusedIds : letIn).add(record.key());
    }
  }

  private static boolean isFeatures(byte[] value) {
    try {
      return Wire.decode(value) instanceof Features;
    } catch (WireException unreadable) {
      return false;
    }
  }

  /** How many there are. */
  long count() {
    return letIn.size() + countRefused();
  }

  /** Those of them that came past no door. */
  long countRefused() {
    return refusedIds.stream().filter(id -> !letIn.contains(id)).count();
  }
}
