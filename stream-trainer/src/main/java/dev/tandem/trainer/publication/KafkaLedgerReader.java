package dev.tandem.trainer.publication;

import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.Span;
import dev.tandem.schemas.log.WrittenLog;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/** Keeps what it has read of the models topic, and goes on behind that; holds no connection. */
final class KafkaLedgerReader implements LedgerReader {
  private final Supplier<CommittedLog> log;
  private final WrittenLog written;
  private final String topic;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Ledger.Builder ledger;

  /** Closes each {@code log} that it asks for. */
  KafkaLedgerReader(Supplier<CommittedLog> log, WrittenLog written, String topic, String model) {
    this.log = log;
    this.written = written;
    this.topic = topic;
    this.ledger = new Ledger.Builder(model);
  }

  /**
   * {@inheritDoc} What the run before left open, the sink commits or aborts meanwhile. A
   * transaction of somebody who is gone stays open until its time-out.
   */
  @Override
  public Ledger read() {
    try (CommittedLog open = log.get()) {
      return read(open, open.wholeWritten(topic, written));
    }
  }

  @Override
  public Ledger readOn() {
    try (CommittedLog open = log.get()) {
      return read(open, positions.isEmpty() ? open.whole(topic) : open.behind(positions));
    }
  }

  private Ledger read(CommittedLog open, Map<TopicPartition, Span> spans) {
    open.read(spans, record -> ledger.offer(record.key(), record.value()));
    spans.forEach((partition, span) -> positions.put(partition, span.to()));
    return ledger.build();
  }
}
