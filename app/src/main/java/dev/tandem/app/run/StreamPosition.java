package dev.tandem.app.run;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.log.Span;
import dev.tandem.schemas.log.WrittenLog;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** How far a stream had come whose process was killed. */
public final class StreamPosition {
  private static final long FIRST_LOOK = 256;
  private static final long WIDER = 8;

  private final CommittedLog log;
  private final String prefix;

  private StreamPosition(CommittedLog log, String stream) {
    this.log = log;
    this.prefix = stream + "-";
  }

  /**
   * Index of a clip of {@code stream} such that every topic holds all that come before it. A
   * producer writes each partition in order, so the newest clip of each tells; what comes after the
   * least of them may be there in part.
   */
  public static long resume(KafkaConnection kafka, List<String> topics, String stream) {
    WrittenLog written = new WrittenLog(kafka);
    Map<TopicPartition, Span> all = new HashMap<>();
    try (CommittedLog log = CommittedLog.open(kafka)) {
      topics.forEach(topic -> all.putAll(log.wholeWritten(topic, written)));
      StreamPosition position = new StreamPosition(log, stream);
      return all.entrySet().stream()
          .mapToLong(of -> position.afterNewest(of.getKey(), of.getValue()))
          .min()
          .orElse(0);
    }
  }

  /** One more than the index of the newest clip in {@code partition}; 0 without any. */
  private long afterNewest(TopicPartition partition, Span whole) {
    long until = whole.to();
    for (long look = FIRST_LOOK; until > whole.from(); look *= WIDER) {
      Span span = new Span(Math.max(whole.from(), whole.to() - look), until);
      OptionalLong newest = newest(partition, span);
      if (newest.isPresent()) {
        return newest.getAsLong() + 1;
      }
      until = span.from();
    }
    return 0;
  }

  /** The largest: letters that were replayed come again behind newer ones. */
  private OptionalLong newest(TopicPartition partition, Span span) {
    long[] newest = {-1};
    log.read(
        Map.of(partition, span),
        record -> newest[0] = Math.max(newest[0], index(record).orElse(-1)));
    return newest[0] < 0 ? OptionalLong.empty() : OptionalLong.of(newest[0]);
  }

  /** Of the clip that {@code record} is of, if it is one of the stream. */
  private OptionalLong index(ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    if (!key.startsWith(prefix) || !isOf(key, record.value())) {
      return OptionalLong.empty();
    }
    String digits = key.substring(prefix.length());
    return digits.matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }

  /** What a feed has not written says nothing of what it has. */
  private static boolean isOf(String clip, byte[] value) {
    try {
      SpecificRecordBase decoded = Wire.decode(value);
      return (decoded instanceof Features features && features.getClipId().equals(clip))
          || (decoded instanceof Label label && label.getClipId().equals(clip));
    } catch (WireException junk) {
      return false;
    }
  }
}
