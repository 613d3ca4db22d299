package dev.tandem.app.labels;

import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.Span;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Looks through partitions from their ends back, in wider and wider looks. */
final class NewestFirst {
  private static final long FIRST_LOOK = 256;
  private static final long WIDER = 8;

  private final CommittedLog log;

  NewestFirst(CommittedLog log) {
    this.log = log;
  }

  /**
   * Hands over records until one look has had some that {@code taker} wanted. Others that it wants
   * may lie further back, and be newer by their time.
   *
   * @return whether there were any
   */
  boolean look(Map<TopicPartition, Span> whole, Predicate<ConsumerRecord<byte[], byte[]>> taker) {
    boolean[] found = {false};
    long seen = 0;
    for (long look = FIRST_LOOK; !found[0]; look *= WIDER) {
      Map<TopicPartition, Span> spans = between(whole, seen, look);
      if (spans.isEmpty()) {
        return false;
      }
      log.read(spans, record -> found[0] |= taker.test(record));
      seen = look;
    }
    return true;
  }

  /** What lies between {@code seen} and {@code look} records before the ends. */
  private static Map<TopicPartition, Span> between(
      Map<TopicPartition, Span> whole, long seen, long look) {
    Map<TopicPartition, Span> spans = new HashMap<>();
    whole.forEach(
        (partition, span) -> {
          Span part = new Span(Math.max(span.from(), span.to() - look), span.to() - seen);
          if (!part.isEmpty()) {
            spans.put(partition, part);
          }
        });
    return spans;
  }
}
