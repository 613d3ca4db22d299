package dev.tandem.serving.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Every partition of some topics, read by a consumer of their own without a group. */
final class AssignedTopics implements AutoCloseable {
  private final Consumer<byte[], byte[]> consumer;
  private final List<String> topics;
  private List<TopicPartition> partitions = List.of();

  /** Takes over {@code consumer}. */
  AssignedTopics(Consumer<byte[], byte[]> consumer, String... topics) {
    this.consumer = consumer;
    this.topics = List.of(topics);
  }

  Consumer<byte[], byte[]> consumer() {
    return consumer;
  }

  /**
   * The topics' partitions, assigned to the consumer by the first call that finds them all.
   *
   * @throws UnknownTopicOrPartitionException if there is no such topic; a later call may find it
   */
  List<TopicPartition> partitions() {
    if (partitions.isEmpty()) {
      List<TopicPartition> all = topics.stream().flatMap(name -> find(name).stream()).toList();
      consumer.assign(all);
      partitions = all;
    }
    return partitions;
  }

  /** Those of one of the topics. */
  List<TopicPartition> partitions(String topic) {
    return partitions().stream().filter(partition -> partition.topic().equals(topic)).toList();
  }

  private List<TopicPartition> find(String topic) {
    List<PartitionInfo> found = consumer.partitionsFor(topic);
    if (found == null || found.isEmpty()) {
      throw new UnknownTopicOrPartitionException(
          "there is no topic %s; create it with: tandem topics create".formatted(topic));
    }
    return found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
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
