package dev.tandem.trainer.door;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The clocks of the partitions that one subtask reads, by topic. What a checkpoint held of others
 * is kept until it is known who reads them.
 */
final class PartitionClocks {
  private final PartitionClock.Rules rules;
  private final SortedMap<String, SortedMap<Integer, PartitionClock>> assigned = new TreeMap<>();
  private final SortedMap<String, SortedMap<Integer, PartitionClock>> restored = new TreeMap<>();
  private final Times<Place> watermarks = new Times<>();

  private record Place(String topic, int partition) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byTopic = topic.compareTo(other.topic);
      return byTopic == 0 ? Integer.compare(partition, other.partition) : byTopic;
    }
  }

  PartitionClocks(PartitionClock.Rules rules) {
    this.rules = rules;
  }

  /** Goes on from {@code entry}, unless the subtask that read the partition has said more. */
  void restore(ClockState entry) throws IOException {
    SortedMap<Integer, PartitionClock> clocks = in(restored, entry.topic());
    if (entry.read() || !clocks.containsKey(entry.partition())) {
      clocks.put(entry.partition(), entry.clock(rules));
    }
  }

  /** From now on this subtask reads it. */
  void assign(TopicPartition partition) {
    PartitionClock known = in(restored, partition.topic()).remove(partition.partition());
    PartitionClock clock = known == null ? new PartitionClock(rules) : known;
    in(assigned, partition.topic()).put(partition.partition(), clock);
    watermarks.put(new Place(partition.topic(), partition.partition()), clock.watermark());
  }

  /** To be called when the clock that {@code origin} lies in may have moved. */
  void moved(Origin origin) {
    watermarks.put(new Place(origin.topic(), origin.partition()), of(origin).watermark());
  }

  /** Of the partition that a record lies in, which was assigned. */
  PartitionClock of(Origin origin) {
    return assigned.get(origin.topic()).get(origin.partition());
  }

  /** Of the partitions of {@code topic} that were assigned. */
  SortedMap<Integer, PartitionClock> of(String topic) {
    return in(assigned, topic);
  }

  /** The least of those that tell a time; empty where none does. */
  OptionalLong told() {
    return watermarks.earliestFrom(Long.MIN_VALUE + 1);
  }

  /** The least of all that were assigned. */
  long watermark() {
    return watermarks.earliest(Long.MIN_VALUE);
  }

  /** A checkpoint may come before the assignment: then what was restored is handed on. */
  List<ClockState> snapshot() throws IOException {
    List<ClockState> states = new ArrayList<>();
    add(assigned, true, states);
    add(restored, false, states);
    return states;
  }

  private static void add(
      SortedMap<String, SortedMap<Integer, PartitionClock>> more,
      boolean read,
      List<ClockState> states)
      throws IOException {
    for (Map.Entry<String, SortedMap<Integer, PartitionClock>> topic : more.entrySet()) {
      for (Map.Entry<Integer, PartitionClock> clock : topic.getValue().entrySet()) {
        states.add(ClockState.of(topic.getKey(), clock.getKey(), read, clock.getValue()));
      }
    }
  }

  private static SortedMap<Integer, PartitionClock> in(
      SortedMap<String, SortedMap<Integer, PartitionClock>> clocks, String topic) {
    return clocks.computeIfAbsent(topic, name -> new TreeMap<>());
  }
}
