package dev.tandem.app.erasure;

import dev.tandem.schemas.TopicAdmin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Removes what Kafka can remove of a stream. */
public final class Erasure {
  private Erasure() {}

  /** Returns when the brokers have removed it; what stays is in {@code found} as before. */
  public static void remove(TopicAdmin admin, List<PartitionTrace> found) {
    Map<TopicPartition, Long> before = new HashMap<>();
    found.stream()
        .filter(trace -> trace.removable() > 0)
        .forEach(trace -> before.put(trace.partition(), trace.removeBefore()));
    admin.removeBefore(before);
  }
}
