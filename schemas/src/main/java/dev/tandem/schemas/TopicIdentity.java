package dev.tandem.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/**
 * Whether topics are those that they were when they were looked at first. A broker that has just
 * started may not know one yet, or tell of an earlier one, so two looks in a row must say the same.
 */
public final class TopicIdentity {
  /**
   * A topic that is no longer what it was.
   *
   * @param what became of it, such as "was deleted"
   */
  public record Gone(String topic, String what) {}

  private final Map<String, Uuid> ids = new TreeMap<>();
  private final List<Gone> suspected = new ArrayList<>();

  /** The first that is gone, of those that were there once. */
  public Optional<Gone> look(Map<String, TopicShape> shapes) {
    List<Gone> before = List.copyOf(suspected);
    suspected.clear();
    ids.forEach((topic, id) -> suspect(topic, id, shapes.get(topic)));
    shapes.forEach((topic, shape) -> ids.putIfAbsent(topic, shape.id()));
    return suspected.stream().filter(before::contains).findFirst();
  }

  private void suspect(String topic, Uuid before, TopicShape now) {
    if (now == null) {
      suspected.add(new Gone(topic, "was deleted"));
    } else if (!now.id().equals(before)) {
      suspected.add(new Gone(topic, "was deleted and created anew"));
    }
  }
}
