package dev.tandem.app.letters;

import dev.tandem.schemas.DeadLetterFormat;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter as it lies in its topic. Anyone can write there: what its headers should say may be
 * missing.
 *
 * @param key null where there is none
 * @param value null where there is none
 * @param size bytes of key and value
 * @param headers as text, by name; the last of a name counts
 */
public record DeadLetterRecord(
    TopicPartition partition,
    long offset,
    long time,
    byte[] key,
    byte[] value,
    long size,
    Map<String, String> headers) {

  /**
   * Where the original lies.
   *
   * @param timestamp its record time, milliseconds since the epoch
   */
  public record Source(String topic, int partition, long offset, long timestamp) {}

  static DeadLetterRecord of(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new TreeMap<>();
    for (Header header : record.headers()) {
      byte[] text = header.value() == null ? new byte[0] : header.value();
      headers.put(header.key(), new String(text, StandardCharsets.UTF_8));
    }
    return new DeadLetterRecord(
        new TopicPartition(record.topic(), record.partition()),
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        DeadLetterFormat.length(record.key(), record.value()),
        headers);
  }

  public String reason() {
    return headers.getOrDefault(DeadLetterFormat.REASON, "");
  }

  /** The feed that the original comes from; empty where that is not said. */
  public Optional<String> stream() {
    return Optional.ofNullable(headers.get(DeadLetterFormat.STREAM));
  }

  /** Empty where the headers do not say it. */
  public Optional<Source> source() {
    try {
      return Optional.of(
          new Source(
              required(DeadLetterFormat.TOPIC),
              Integer.parseInt(required(DeadLetterFormat.PARTITION)),
              Long.parseLong(required(DeadLetterFormat.OFFSET)),
              Long.parseLong(required(DeadLetterFormat.TIMESTAMP))));
    } catch (NumberFormatException missingOrGarbled) {
      return Optional.empty();
    }
  }

  private String required(String header) {
    String text = headers.get(header);
    if (text == null) {
      throw new NumberFormatException(header + " is missing");
    }
    return text;
  }

  /** Whether key and value are the original's, to the last byte. */
  public boolean isWhole() {
    return !headers.containsKey(DeadLetterFormat.CUT_FROM);
  }

  /** For a list, which needs no more than the headers. */
  public DeadLetterRecord withoutContent() {
    return new DeadLetterRecord(partition, offset, time, null, null, size, headers);
  }
}
