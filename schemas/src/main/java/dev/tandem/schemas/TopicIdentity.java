package dev.tandem.schemas;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;

/**
 * Whether topics are those that they were when they were looked at first. A broker that has just
 * started may not know one yet, so it must be missing twice in a row.
 */
public final class TopicIdentity {
  /**
   * A topic that is no longer what it was.
   *
   * @param what became of it, such as "was deleted"
   */
  public record Gone(String topic, String what) {}

  private final Map<String, Uuid> ids = new TreeMap<>();
  private final Set<String> missing = new TreeSet<>();

  /** The first that is gone, of those that were there once. */
  public Optional<Gone> look(Map<String, TopicShape> shapes) {
    for (Map.Entry<String, Uuid> known : ids.entrySet()) {
      Optional<Gone> gone = look(known.getKey(), known.getValue(), shapes.get(known.getKey()));
      if (gone.isPresent()) {
        return gone;
      }
    }
    shapes.forEach((topic, shape) -> ids.putIfAbsent(topic, shape.id()));
    return Optional.empty();
  }

  private Optional<Gone> look(String topic, Uuid before, TopicShape now) {
    if (now == null) {
      return missing.add(topic) ? Optional.empty() : Optional.of(new Gone(topic, "was deleted"));
    }
    missing.remove(topic);
    return now.id().equals(before)
        ? Optional.empty()
        : Optional.of(new Gone(topic, "was deleted and created anew"));
  }
}
