package dev.tandem.stream.door;

import dev.tandem.schemas.DeadLetterFormat;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.stream.metrics.PerStream;
import dev.tandem.stream.sink.OutRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the record of the dead-letter topic: the original bytes, and in the headers why and from
 * where.
 *
 * <p>Its own time is when it was made. The original's, which may be wrong by years, is in the
 * headers: with that, the broker would refuse the letter, or soon delete it.
 */
public final class DeadLetter {
  private DeadLetter() {}

  /**
   * The dead letter of one record.
   *
   * @param topic the dead-letter topic
   * @param stream the feed that it comes from, or {@link PerStream#UNKNOWN}
   * @param reason what is wrong, for people
   * @param exception the class of what was thrown; empty for a decision of content
   */
  public static OutRecord of(
      String topic, RawRecord raw, String stream, String reason, String exception) {
    Map<String, String> headers = new TreeMap<>();
    headers.put(DeadLetterFormat.REASON, DeadLetterFormat.reason(reason));
    headers.put(DeadLetterFormat.STREAM, DeadLetterFormat.stream(stream));
    headers.put(DeadLetterFormat.TOPIC, raw.origin().topic());
    headers.put(DeadLetterFormat.PARTITION, Integer.toString(raw.origin().partition()));
    headers.put(DeadLetterFormat.OFFSET, Long.toString(raw.origin().offset()));
    headers.put(DeadLetterFormat.TIMESTAMP, Long.toString(raw.origin().timestamp()));
    headers.put(DeadLetterFormat.EXCEPTION, exception);
    if (!DeadLetterFormat.exceeds(raw.key(), raw.value())) {
      return record(topic, raw.key(), raw.value(), headers);
    }
    headers.put(
        DeadLetterFormat.CUT_FROM, Long.toString(DeadLetterFormat.length(raw.key(), raw.value())));
    return record(
        topic, DeadLetterFormat.cut(raw.key()), DeadLetterFormat.cut(raw.value()), headers);
  }

  private static OutRecord record(
      String topic, byte[] key, byte[] value, Map<String, String> headers) {
    TreeMap<String, byte[]> bytes = new TreeMap<>();
    headers.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return new OutRecord(topic, key, value, Instant.now().toEpochMilli(), bytes);
  }
}
