package dev.tandem.schemas;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A topic as Tandem wants it.
 *
 * @param ordered whether its records have one order for all who read them, so that it must have one
 *     partition
 * @param settings Kafka topic settings that differ from the broker's defaults, or that must not
 *     follow them, in order of their names
 */
public record TopicSpec(
    String name, int partitions, boolean ordered, SortedMap<String, String> settings) {
  public TopicSpec {
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "%s has %d partitions; must be at least 1".formatted(name, partitions));
    }
    settings = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  /** The same, where {@code key} is the broker's business. */
  public TopicSpec without(String key) {
    SortedMap<String, String> others = new TreeMap<>(settings);
    others.remove(key);
    return new TopicSpec(name, partitions, ordered, others);
  }

  /** Of records whose order counts within a partition. */
  static TopicSpec of(String name, int partitions, Map<String, String> settings) {
    return new TopicSpec(name, partitions, false, new TreeMap<>(settings));
  }

  /** Of records that are read in one order. */
  static TopicSpec ordered(String name, Map<String, String> settings) {
    return new TopicSpec(name, 1, true, new TreeMap<>(settings));
  }
}
