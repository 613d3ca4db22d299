package dev.tandem.trainer.door;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** What a source hands to its {@link Door}. */
public sealed interface SourceItem {

  /**
   * A record as it lies in Kafka. Key and value may be anything, also absent.
   *
   * @param key empty array where there is none
   * @param value null where there is none: the one null that Kafka itself has
   */
  record RawRecord(Origin origin, byte[] key, byte[] value) implements SourceItem {}

  /** From now on this subtask reads these partitions too. */
  record Assignment(List<TopicPartition> partitions) implements SourceItem {}
}
