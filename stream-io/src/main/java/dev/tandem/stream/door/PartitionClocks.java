package dev.tandem.stream.door;

import java.util.ArrayList;
import java.util.HashMap;
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
  private final ClockRules rules;
  private final boolean handsOn;
  private final SortedMap<String, SortedMap<Integer, PartitionClock>> assigned = new TreeMap<>();
  private final SortedMap<String, SortedMap<Integer, ClockState.Part>> restored = new TreeMap<>();

  /** Of those that were assigned. */
  private final Map<PartitionClock, Integer> numbers = new HashMap<>();

  /** Of those that tell a time. */
  private final TimeIndex watermarks = new TimeIndex();

  /**
   * @param handsOn whether checkpoints are to have what was restored and is read elsewhere: all
   *     subtasks restore alike, so one that does is enough
   */
  PartitionClocks(ClockRules rules, boolean handsOn) {
    this.rules = rules;
    this.handsOn = handsOn;
  }

  /** Goes on from {@code state}, unless the subtask that read a partition has said more. */
  void restore(ClockState state) {
    for (ClockState.Part part : state.parts()) {
      SortedMap<Integer, ClockState.Part> parts = in(restored, part.topic());
      if (part.read() || !parts.containsKey(part.partition())) {
        parts.put(part.partition(), part);
      }
    }
  }

  /** From now on this subtask reads it. */
  void assign(TopicPartition partition) {
    ClockState.Part known = in(restored, partition.topic()).remove(partition.partition());
    PartitionClock clock =
        known == null ? new PartitionClock(rules) : PartitionClock.of(rules, known.clock());
    PartitionClock before = in(assigned, partition.topic()).put(partition.partition(), clock);
    numbers.put(clock, before == null ? numbers.size() : numbers.remove(before));
    moved(clock);
  }

  /** To be called when the clock, which was assigned, may have moved. */
  void moved(PartitionClock clock) {
    if (clock.watermark() > Long.MIN_VALUE) {
      watermarks.put(numbers.get(clock), clock.watermark());
    }
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
    return watermarks.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(watermarks.earliest(Long.MIN_VALUE));
  }

  /** The least of all that were assigned. */
  long watermark() {
    return watermarks.size() < numbers.size()
        ? Long.MIN_VALUE
        : watermarks.earliest(Long.MIN_VALUE);
  }

  /** A checkpoint may come before the assignment: then what was restored is handed on. */
  ClockState snapshot() {
    List<ClockState.Part> parts = new ArrayList<>();
    assigned.forEach(
        (topic, clocks) ->
            clocks.forEach(
                (partition, clock) ->
                    parts.add(new ClockState.Part(topic, partition, true, clock.snapshot()))));
    if (handsOn) {
      restored.values().forEach(topic -> topic.values().forEach(part -> parts.add(handed(part))));
    }
    return new ClockState(parts);
  }

  private static ClockState.Part handed(ClockState.Part part) {
    return new ClockState.Part(part.topic(), part.partition(), false, part.clock());
  }

  private static <T> SortedMap<Integer, T> in(
      SortedMap<String, SortedMap<Integer, T>> parts, String topic) {
    return parts.computeIfAbsent(topic, name -> new TreeMap<>());
  }
}
