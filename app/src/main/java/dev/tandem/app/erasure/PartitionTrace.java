package dev.tandem.app.erasure;

import dev.tandem.schemas.log.Span;
import java.time.Instant;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * What one partition holds of a stream. Kafka removes nothing from the middle of a partition, only
 * what is before an offset: those records that lie before the first of anybody else.
 */
public final class PartitionTrace {
  private final TopicPartition partition;
  private final Span whole;
  private long records;
  private long removable;
  private long newest = Long.MIN_VALUE;
  private OptionalLong firstOther = OptionalLong.empty();

  PartitionTrace(TopicPartition partition, Span whole) {
    this.partition = partition;
    this.whole = whole;
  }

  /** To be told in the partition's order. */
  void offer(boolean ofStream, long offset, long time) {
    if (ofStream) {
      records++;
      if (firstOther.isEmpty()) {
        removable++;
      } else {
        newest = Math.max(newest, time);
      }
    } else if (firstOther.isEmpty()) {
      firstOther = OptionalLong.of(offset);
    }
  }

  public TopicPartition partition() {
    return partition;
  }

  /** How many there are of the stream. */
  long records() {
    return records;
  }

  /** How many of these can be removed. */
  long removable() {
    return removable;
  }

  /** How many of them retention alone takes. */
  long rest() {
    return records - removable;
  }

  /** Of the rest; there must be some. */
  Instant newestOfRest() {
    return Instant.ofEpochMilli(newest);
  }

  /** What is before this offset can be removed. */
  long removeBefore() {
    return firstOther.orElse(whole.to());
  }
}
