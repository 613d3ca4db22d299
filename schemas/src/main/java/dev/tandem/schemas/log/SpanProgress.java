package dev.tandem.schemas.log;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** How far a reader has come in some spans, and for how long it has not. */
final class SpanProgress {
  private final Map<TopicPartition, Span> open = new LinkedHashMap<>();
  private long moved = System.nanoTime();

  SpanProgress(Map<TopicPartition, Span> spans) {
    spans.forEach(
        (partition, span) -> {
          if (!span.isEmpty()) {
            open.put(partition, span);
          }
        });
  }

  boolean isDone() {
    return open.isEmpty();
  }

  /** Those that are not read to their end. */
  Collection<TopicPartition> open() {
    return open.keySet();
  }

  long position(TopicPartition partition) {
    return open.get(partition).from();
  }

  long end(TopicPartition partition) {
    return open.get(partition).to();
  }

  boolean isWithin(ConsumerRecord<?, ?> record) {
    Span span = open.get(new TopicPartition(record.topic(), record.partition()));
    return span != null && record.offset() < span.to();
  }

  /** The reader has come to {@code position}; returns whether that is the end. */
  boolean reach(TopicPartition partition, long position) {
    Span left = new Span(position, end(partition));
    if (position != position(partition)) {
      moved = System.nanoTime();
    }
    if (left.isEmpty()) {
      open.remove(partition);
    } else {
      open.put(partition, left);
    }
    return left.isEmpty();
  }

  boolean isStalled(Duration patience) {
    return !isDone() && System.nanoTime() - moved > patience.toNanos();
  }
}
