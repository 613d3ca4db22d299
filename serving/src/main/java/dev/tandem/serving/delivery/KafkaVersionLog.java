package dev.tandem.serving.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the models topic from its end backwards in growing spans, until the model is found, and
 * forward from there. A pointer is written with every version that is not held, so that the newest
 * one is near the end unless many models share the topic. The control topic, which holds a record
 * or two of each model, is read whole and first.
 */
public final class KafkaVersionLog implements VersionLog {
  /** Records of the first span; each further one is this many times longer. */
  private static final long FIRST_SPAN = 256;

  private static final long GROWTH = 8;
  private static final Duration PROBE = Duration.ofSeconds(3);

  private final AssignedTopics topics;
  private final String models;
  private Map<TopicPartition, Long> beginnings = Map.of();
  private Map<TopicPartition, Long> ends = Map.of();
  private long span = FIRST_SPAN;
  private boolean caughtUp;

  /**
   * Takes over {@code consumer}.
   *
   * @param consumer read-committed, without a group
   */
  public KafkaVersionLog(Consumer<byte[], byte[]> consumer, String models, String control) {
    this.topics = new AssignedTopics(consumer, models, control);
    this.models = models;
  }

  @Override
  public List<LogRecord> poll(Duration timeout) {
    if (ends.isEmpty()) {
      open();
    }
    List<LogRecord> records = topics.poll(timeout);
    caughtUp = caughtUp || ends.entrySet().stream().allMatch(this::isReached);
    return records;
  }

  private void open() {
    List<TopicPartition> partitions = topics.partitions();
    Map<TopicPartition, Long> first = topics.consumer().beginningOffsets(partitions);
    Map<TopicPartition, Long> found = topics.consumer().endOffsets(partitions);
    topics.consumer().seekToBeginning(partitions);
    beginnings = new HashMap<>(first);
    beginnings.keySet().retainAll(topics.partitions(models));
    beginnings.forEach((partition, begin) -> seek(partition, found.get(partition)));
    ends = found;
  }

  private void seek(TopicPartition partition, long end) {
    topics.consumer().seek(partition, Math.max(beginnings.get(partition), end - span));
  }

  private boolean isReached(Map.Entry<TopicPartition, Long> end) {
    return topics.consumer().position(end.getKey()) >= end.getValue();
  }

  @Override
  public boolean caughtUp() {
    return caughtUp;
  }

  @Override
  public boolean searchFurtherBack() {
    boolean more =
        beginnings.entrySet().stream().anyMatch(b -> ends.get(b.getKey()) - span > b.getValue());
    if (more) {
      span *= GROWTH;
      caughtUp = false;
      beginnings.keySet().forEach(partition -> seek(partition, ends.get(partition)));
    }
    return more;
  }

  @Override
  public void probe() {
    topics.consumer().endOffsets(topics.partitions(), PROBE);
  }

  @Override
  public void wakeup() {
    topics.consumer().wakeup();
  }

  @Override
  public void close() {
    topics.close();
  }
}
