package dev.tandem.serving.inference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Clips that are answered in one transaction, with the positions behind them. */
public final class Batch {
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();

  void add(ConsumerRecords<byte[], byte[]> polled) {
    polled.forEach(records::add);
    next.putAll(polled.nextOffsets());
  }

  /** Forgets what came from partitions that now belong to another member. */
  void drop(Collection<TopicPartition> partitions) {
    records.removeIf(
        record -> partitions.contains(new TopicPartition(record.topic(), record.partition())));
    next.keySet().removeAll(partitions);
  }

  public boolean isEmpty() {
    return records.isEmpty();
  }

  public int size() {
    return records.size();
  }

  /** In order of arrival, and of offset within a partition. */
  public List<ConsumerRecord<byte[], byte[]>> records() {
    return List.copyOf(records);
  }

  /** The position behind the batch in each of its partitions. */
  public Map<TopicPartition, OffsetAndMetadata> next() {
    return Map.copyOf(next);
  }

  /** The first offset of the batch in each of its partitions. */
  public Map<TopicPartition, Long> first() {
    Map<TopicPartition, Long> first = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      first.merge(
          new TopicPartition(record.topic(), record.partition()), record.offset(), Math::min);
    }
    return first;
  }
}
