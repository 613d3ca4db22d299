package dev.tandem.app.report;

import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what topics hold now, committed, from their beginning; keys are text. */
public final class TopicReader {
  private final KafkaConnection kafka;

  public TopicReader(KafkaConnection kafka) {
    this.kafka = kafka;
  }

  /** Hands over every record up to the end that {@code topic} has when this is called. */
  public void read(String topic, Consumer<ConsumerRecord<String, byte[]>> reader) {
    try (CommittedLog log = CommittedLog.open(kafka)) {
      log.read(topic, record -> reader.accept(named(record)));
    }
  }

  private static ConsumerRecord<String, byte[]> named(ConsumerRecord<byte[], byte[]> record) {
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.timestampType(),
        record.serializedKeySize(),
        record.serializedValueSize(),
        record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8),
        record.value(),
        record.headers(),
        record.leaderEpoch());
  }
}
