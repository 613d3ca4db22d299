package dev.tandem.serving.inference;

import dev.tandem.schemas.DeadLetterFormat;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** A record that could not be answered, kept as it was, with where it came from and why. */
final class DeadLetter {
  private static final String STREAM = "stream";

  private DeadLetter() {}

  /** Key and value are the original bytes. */
  static ProducerRecord<byte[], byte[]> of(
      String topic, ConsumerRecord<byte[], byte[]> record, Exception cause) {
    boolean whole = !DeadLetterFormat.exceeds(record.key(), record.value());
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(
            topic,
            whole ? record.key() : DeadLetterFormat.cut(record.key()),
            whole ? record.value() : DeadLetterFormat.cut(record.value()));
    Headers headers = letter.headers();
    String reason = String.valueOf(cause.getMessage());
    add(headers, DeadLetterFormat.REASON, DeadLetterFormat.reason(reason));
    add(headers, DeadLetterFormat.STREAM, DeadLetterFormat.stream(stream(record.value())));
    add(headers, DeadLetterFormat.TOPIC, record.topic());
    add(headers, DeadLetterFormat.PARTITION, Integer.toString(record.partition()));
    add(headers, DeadLetterFormat.OFFSET, Long.toString(record.offset()));
    add(headers, DeadLetterFormat.TIMESTAMP, Long.toString(record.timestamp()));
    add(headers, DeadLetterFormat.EXCEPTION, root(cause).getClass().getName());
    if (!whole) {
      long length = DeadLetterFormat.length(record.key(), record.value());
      add(headers, DeadLetterFormat.CUT_FROM, Long.toString(length));
    }
    return letter;
  }

  /** Whose feed is to be mended. */
  private static String stream(byte[] value) {
    try {
      SpecificRecordBase decoded = Wire.decode(value);
      return decoded.hasField(STREAM)
          ? decoded.get(STREAM).toString()
          : DeadLetterFormat.UNKNOWN_STREAM;
    } catch (WireException unreadable) {
      return DeadLetterFormat.UNKNOWN_STREAM;
    }
  }

  private static Throwable root(Throwable cause) {
    return cause.getCause() == null ? cause : root(cause.getCause());
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
