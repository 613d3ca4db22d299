package dev.tandem.serving.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Finds chunks by the topic's time index. */
public final class KafkaChunkLog implements ChunkLog {
  private final AssignedTopics topic;

  /**
   * Takes over {@code consumer}.
   *
   * @param consumer read-committed, without a group
   */
  public KafkaChunkLog(Consumer<byte[], byte[]> consumer, String topic) {
    this.topic = new AssignedTopics(consumer, topic);
  }

  @Override
  public void seek(Instant time) {
    List<TopicPartition> partitions = topic.partitions();
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, Math.max(0, time.toEpochMilli())));
    // Taken first: what becomes visible between the two calls must lie behind this end.
    Map<TopicPartition, Long> ends = topic.consumer().endOffsets(partitions);
    Map<TopicPartition, OffsetAndTimestamp> found = topic.consumer().offsetsForTimes(times);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = found.get(partition);
      topic.consumer().seek(partition, first == null ? ends.get(partition) : first.offset());
    }
  }

  @Override
  public List<LogRecord> poll(Duration timeout) {
    return topic.poll(timeout);
  }

  @Override
  public void wakeup() {
    topic.consumer().wakeup();
  }

  @Override
  public void close() {
    topic.close();
  }
}
