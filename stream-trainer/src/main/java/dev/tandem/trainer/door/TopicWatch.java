package dev.tandem.trainer.door;

import dev.tandem.trainer.door.SourceTopics.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares the topics of a source with what its readers began with. */
final class TopicWatch {
  /** From one message about a topic to the next, at least. */
  static final Duration REPEAT = Duration.ofMinutes(1);

  private final Map<String, Shape> begun = new TreeMap<>();
  private final Map<String, Long> quietUntil = new TreeMap<>();
  private final Map<String, Integer> unread = new TreeMap<>();
  private final Set<String> missing = new HashSet<>();

  /**
   * What there is to tell.
   *
   * @param now processing time, milliseconds
   * @throws DeletedTopicException where a topic is not what it was; a broker that has just started
   *     may not know it yet, so it must be missing twice in a row
   */
  List<String> look(Map<String, Shape> shapes, long now) {
    begun.forEach((topic, shape) -> requireStill(topic, shape, shapes.get(topic)));
    shapes.forEach(begun::putIfAbsent);
    List<String> messages = new ArrayList<>();
    shapes.forEach(
        (topic, shape) -> {
          int read = begun.get(topic).partitions();
          unread.put(topic, shape.partitions() - read);
          if (shape.partitions() > read && now >= quietUntil.getOrDefault(topic, now)) {
            quietUntil.put(topic, now + REPEAT.toMillis());
            messages.add(message(topic, shape.partitions(), read));
          }
        });
    return messages;
  }

  private void requireStill(String topic, Shape before, Shape now) {
    if (now == null) {
      if (!missing.add(topic)) {
        throw new DeletedTopicException(topic, "was deleted");
      }
      return;
    }
    missing.remove(topic);
    if (!now.id().equals(before.id())) {
      throw new DeletedTopicException(topic, "was deleted and created anew");
    }
  }

  private static String message(String topic, int partitions, int read) {
    return "topic %s has %d partitions, of which this job reads %d: what is written to the others is not read, and keys have moved. Stop its feeds, stop this job (that takes a savepoint) and start it again: it then reads the new partitions from their beginning. Then start the feeds"
        .formatted(topic, partitions, read);
  }

  /** How many partitions of {@code topic} nobody reads, as of the last look. */
  int unread(String topic) {
    return unread.getOrDefault(topic, 0);
  }
}
