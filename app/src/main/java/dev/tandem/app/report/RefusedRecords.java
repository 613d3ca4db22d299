package dev.tandem.app.report;

import dev.tandem.app.letters.DeadLetterRecord;
import dev.tandem.schemas.DeadLetterFormat;
import dev.tandem.schemas.log.Span;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Which records of some topics doors have refused, as their dead letters say: a bit for each record
 * where there is one, and nothing for letters that name no record of these topics.
 */
final class RefusedRecords {
  private static final int PAGE_BITS = 16;

  /** A run of offsets of one partition. */
  private record Page(TopicPartition partition, long number) {}

  private final Map<TopicPartition, Span> spans;
  private final Map<Page, BitSet> pages = new HashMap<>();

  /**
   * @param spans the records that are asked for
   */
  RefusedRecords(Map<TopicPartition, Span> spans) {
    this.spans = Map.copyOf(spans);
  }

  /** Only a door's letter names an exception. */
  void take(DeadLetterRecord letter) {
    if (letter.headers().getOrDefault(DeadLetterFormat.EXCEPTION, "").isEmpty()) {
      return;
    }
    Optional<DeadLetterRecord.Source> source = letter.source();
    if (source.isPresent()) {
      DeadLetterRecord.Source from = source.get();
      TopicPartition partition = new TopicPartition(from.topic(), from.partition());
      Span span = spans.get(partition);
      if (span != null && span.from() <= from.offset() && from.offset() < span.to()) {
        pages
            .computeIfAbsent(page(partition, from.offset()), page -> new BitSet())
            .set(bit(from.offset()));
      }
    }
  }

  boolean contains(ConsumerRecord<?, ?> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    BitSet page = pages.get(page(partition, record.offset()));
    return page != null && page.get(bit(record.offset()));
  }

  /** How many runs of offsets have one. */
  int pages() {
    return pages.size();
  }

  private static Page page(TopicPartition partition, long offset) {
    return new Page(partition, offset >> PAGE_BITS);
  }

  private static int bit(long offset) {
    return (int) (offset & ((1 << PAGE_BITS) - 1));
  }
}
