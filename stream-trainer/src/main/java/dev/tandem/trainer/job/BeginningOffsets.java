package dev.tandem.trainer.job;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * The first offset of each partition, or one that is given, asked for once, before readers get
 * their partitions. A reader that is told a number has nothing to ask the broker before it fetches;
 * where it had, waking it up twice would end it.
 */
final class BeginningOffsets implements OffsetsInitializer {
  private static final long serialVersionUID = 1L;

  private final TreeMap<Integer, Long> given;
  private final boolean compacted;

  private BeginningOffsets(Map<Integer, Long> given, boolean compacted) {
    this.given = new TreeMap<>(given);
    this.compacted = compacted;
  }

  /** {@code given} by partition. */
  static BeginningOffsets or(Map<Integer, Long> given) {
    return new BeginningOffsets(given, false);
  }

  /** Of a compacted topic, where what is left is all that counts. */
  static BeginningOffsets ofCompacted() {
    return new BeginningOffsets(Map.of(), true);
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
    Map<TopicPartition, Long> offsets = new HashMap<>(retriever.beginningOffsets(partitions));
    offsets.replaceAll(
        (partition, first) -> Math.max(first, given.getOrDefault(partition.partition(), first)));
    return offsets;
  }

  /** Where retention has taken a record away in the meantime, the task fails and is restored. */
  @Override
  @SuppressWarnings("deprecation") // the connector's interface
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return compacted ? OffsetResetStrategy.EARLIEST : OffsetResetStrategy.NONE;
  }
}
