package dev.tandem.app.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Dead letters as the jobs write them. Change what a test is about. */
final class TestingDeadLetters {
  static final long TIME = 1_772_366_400_000L; // 2026-03-01T12:00:00Z

  private TestingDeadLetters() {}

  static DeadLetterRecord because(String reason) {
    return letter(17, Map.of("reason", reason));
  }

  static DeadLetterRecord from(String topic) {
    return letter(
        17,
        Map.of(
            "reason", "the value is null",
            "topic", topic,
            "partition", "1",
            "offset", "4711",
            "timestamp", Long.toString(TIME)));
  }

  static DeadLetterRecord letter(long offset, Map<String, String> headers) {
    return letter(offset, headers, "some value".getBytes(UTF_8));
  }

  static DeadLetterRecord letter(long offset, Map<String, String> headers, byte[] value) {
    RecordHeaders written = new RecordHeaders();
    headers.forEach((name, text) -> written.add(name, text.getBytes(UTF_8)));
    return DeadLetterRecord.of(
        new ConsumerRecord<>(
            "dead",
            0,
            offset,
            TIME,
            TimestampType.CREATE_TIME,
            3,
            10,
            "key".getBytes(UTF_8),
            value,
            written,
            Optional.empty()));
  }
}
