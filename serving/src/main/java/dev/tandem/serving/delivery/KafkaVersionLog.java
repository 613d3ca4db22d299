package dev.tandem.serving.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the models topic from its end backwards in growing spans, until the model is found, and
 * forward from there. A pointer is written with every version, so that the newest one is near the
 * end unless many models share the topic.
 */
public final class KafkaVersionLog implements VersionLog {
  /** Records of the first span; each further one is this many times longer. */
  private static final long FIRST_SPAN = 256;

  private static final long GROWTH = 8;

  private final AssignedTopic topic;
  private Map<TopicPartition, Long> beginnings = Map.of();
  private Map<TopicPartition, Long> ends = Map.of();
  private long span = FIRST_SPAN;
  private boolean caughtUp;

  /**
   * Takes over {@code consumer}.
   *
   * @param consumer read-committed, without a group
   */
  public KafkaVersionLog(Consumer<byte[], byte[]> consumer, String topic) {
    this.topic = new AssignedTopic(consumer, topic);
  }

  @Override
  public List<LogRecord> poll(Duration timeout) {
    if (ends.isEmpty()) {
      open();
    }
    List<LogRecord> records = topic.poll(timeout);
    caughtUp = caughtUp || ends.entrySet().stream().allMatch(this::isReached);
    return records;
  }

  private void open() {
    List<TopicPartition> partitions = topic.partitions();
    beginnings = topic.consumer().beginningOffsets(partitions);
    Map<TopicPartition, Long> found = topic.consumer().endOffsets(partitions);
    found.forEach((partition, end) -> topic.consumer().seek(partition, start(partition, end)));
    ends = found;
  }

  private long start(TopicPartition partition, long end) {
    return Math.max(beginnings.get(partition), end - span);
  }

  private boolean isReached(Map.Entry<TopicPartition, Long> end) {
    return topic.consumer().position(end.getKey()) >= end.getValue();
  }

  @Override
  public boolean caughtUp() {
    return caughtUp;
  }

  @Override
  public boolean searchFurtherBack() {
    boolean more =
        ends.entrySet().stream().anyMatch(e -> e.getValue() - span > beginnings.get(e.getKey()));
    if (more) {
      span *= GROWTH;
      caughtUp = false;
      ends.forEach((partition, end) -> topic.consumer().seek(partition, start(partition, end)));
    }
    return more;
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
