package dev.tandem.stream.door;

import dev.tandem.schemas.TopicIdentity;
import dev.tandem.schemas.TopicShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares the topics of a source, and of its job, with what they were at its start. */
final class TopicWatch {
  /** From one message about a topic to the next, at least. */
  static final Duration REPEAT = Duration.ofMinutes(1);

  private final List<String> read;
  private final TopicIdentity identity = new TopicIdentity();
  private final Map<String, Integer> begun = new TreeMap<>();
  private final Map<String, Long> quietUntil = new TreeMap<>();
  private final Map<String, Integer> unread = new TreeMap<>();

  /** {@code read} are those of the source; all others are written. */
  TopicWatch(List<String> read) {
    this.read = read;
  }

  /**
   * What there is to tell.
   *
   * @param now processing time, milliseconds
   * @throws DeletedTopicException where a topic is not what it was
   */
  List<String> look(Map<String, TopicShape> shapes, long now) {
    identity
        .look(shapes)
        .ifPresent(
            gone -> {
              throw new DeletedTopicException(gone, read.contains(gone.topic()));
            });
    List<String> messages = new ArrayList<>();
    for (String topic : read) {
      TopicShape shape = shapes.get(topic);
      if (shape != null && isToBeTold(topic, shape.partitions(), now)) {
        quietUntil.put(topic, now + REPEAT.toMillis());
        messages.add(message(topic, shape.partitions(), begun.get(topic)));
      }
    }
    return messages;
  }

  private boolean isToBeTold(String topic, int partitions, long now) {
    begun.putIfAbsent(topic, partitions);
    unread.put(topic, partitions - begun.get(topic));
    return unread(topic) > 0 && now >= quietUntil.getOrDefault(topic, now);
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
