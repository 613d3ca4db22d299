package dev.tandem.trainer.door;

import dev.tandem.trainer.door.SourceItem.RawRecord;
import dev.tandem.trainer.publication.OutRecord;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the record of the dead-letter topic: the original bytes, and in the headers why and from
 * where.
 */
public final class DeadLetter {
  private DeadLetter() {}

  /**
   * The dead letter of one record.
   *
   * @param topic the dead-letter topic
   * @param reason what is wrong, for people
   * @param exception the class of what was thrown; empty for a decision of content
   */
  public static OutRecord of(String topic, RawRecord raw, String reason, String exception) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("reason", reason);
    headers.put("topic", raw.origin().topic());
    headers.put("partition", Integer.toString(raw.origin().partition()));
    headers.put("offset", Long.toString(raw.origin().offset()));
    headers.put("timestamp", Long.toString(raw.origin().timestamp()));
    headers.put("exception", exception);
    TreeMap<String, byte[]> bytes = new TreeMap<>();
    headers.forEach((key, value) -> bytes.put(key, value.getBytes(StandardCharsets.UTF_8)));
    return new OutRecord(topic, raw.key(), raw.value(), raw.origin().timestamp(), bytes);
  }
}
