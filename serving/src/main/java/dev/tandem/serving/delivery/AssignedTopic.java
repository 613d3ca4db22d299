package dev.tandem.serving.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Every partition of one topic, read by a consumer of its own without a group. */
final class AssignedTopic implements AutoCloseable {
  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private List<TopicPartition> partitions = List.of();

  /** Takes over {@code consumer}. */
  AssignedTopic(Consumer<byte[], byte[]> consumer, String topic) {
    this.consumer = consumer;
    this.topic = topic;
  }

  Consumer<byte[], byte[]> consumer() {
    return consumer;
  }

  /**
   * The topic's partitions, assigned to the consumer by the first call that finds some.
   *
   * @throws UnknownTopicOrPartitionException if there is no such topic; a later call may find it
   */
  List<TopicPartition> partitions() {
    if (partitions.isEmpty()) {
      List<PartitionInfo> found = consumer.partitionsFor(topic);
      if (found == null || found.isEmpty()) {
        throw new UnknownTopicOrPartitionException(
            "there is no topic %s; create it with: tandem topics create".formatted(topic));
      }
      partitions = found.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
      consumer.assign(partitions);
    }
    return partitions;
  }

  List<LogRecord> poll(Duration timeout) {
    List<LogRecord> records = new ArrayList<>();
    consumer.poll(timeout).forEach(record -> records.add(LogRecord.of(record)));
    return records;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
