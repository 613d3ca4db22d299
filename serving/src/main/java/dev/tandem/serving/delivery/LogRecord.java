package dev.tandem.serving.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of the models, control or chunks topic.
 *
 * @param offset tells a record that is read again from one that was written again
 * @param key empty text where the record has none
 * @param value empty for a tombstone
 */
public record LogRecord(
    String topic, long offset, String key, Optional<byte[]> value, Instant time) {
  /** As Kafka has it; keys are text. */
  public static LogRecord of(ConsumerRecord<byte[], byte[]> record) {
    return new LogRecord(
        record.topic(),
        record.offset(),
        record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
        Optional.ofNullable(record.value()),
        Instant.ofEpochMilli(record.timestamp()));
  }
}
