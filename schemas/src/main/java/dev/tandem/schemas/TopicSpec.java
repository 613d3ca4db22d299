package dev.tandem.schemas;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A topic as Tandem wants it.
 *
 * @param settings Kafka topic settings that differ from the broker's defaults, in order of their
 *     names
 */
public record TopicSpec(String name, int partitions, SortedMap<String, String> settings) {
  public TopicSpec {
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "%s has %d partitions; must be at least 1".formatted(name, partitions));
    }
    settings = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  static TopicSpec of(String name, int partitions, Map<String, String> settings) {
    return new TopicSpec(name, partitions, new TreeMap<>(settings));
  }
}
