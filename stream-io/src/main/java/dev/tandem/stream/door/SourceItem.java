package dev.tandem.stream.door;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** What a source hands to its {@link Door}. */
public sealed interface SourceItem {

  /**
   * A record as it lies in Kafka. Key and value may be anything, also absent.
   *
   * @param key empty array where there is none
   * @param value null where there is none: the one null that Kafka itself has
   * @param answer what the door makes of it, for the source; not part of its bytes
   */
  record RawRecord(Origin origin, byte[] key, byte[] value, Answer answer) implements SourceItem {
    public RawRecord(Origin origin, byte[] key, byte[] value) {
      this(origin, key, value, new Answer());
    }
  }

  /**
   * What the door tells the source that it is chained to: how far the record's partition is by its
   * clock, now that the record has passed. A record's own time says nothing of that.
   */
  final class Answer {
    private long watermark = Long.MIN_VALUE;

    public void tell(long partitionsWatermark) {
      watermark = partitionsWatermark;
    }

    /** {@link Long#MIN_VALUE} where the partition tells no time yet, or no door has answered. */
    public long watermark() {
      return watermark;
    }
  }

  /** From now on this subtask reads these partitions too. */
  record Assignment(List<TopicPartition> partitions) implements SourceItem {}
}
