package dev.tandem.serving.inference;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Clips as the assemble job writes them. */
public final class Clips {
  public static final String TOPIC = "av.clips.v1";
  public static final Instant TIME = Instant.ofEpochMilli(1_700_000_000_123L);

  private Clips() {}

  public static Clip clip(String id, ClipPart... parts) {
    return new Clip(id, TIME, TIME.plusSeconds(1), "studio", true, List.of(parts));
  }

  /** One that a model of {@code audio}, extractor {@code raw 1}, shape (2), can answer. */
  public static Clip good(String id) {
    return clip(id, floats("audio", 0.25f, -1f));
  }

  public static ClipPart floats(String modality, float... values) {
    ByteBuffer payload = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    payload.asFloatBuffer().put(values);
    return part(modality, ElementType.FLOAT32, 1, 0, payload, values.length);
  }

  public static ClipPart part(
      String modality, ElementType type, float scale, float offset, ByteBuffer data, int... shape) {
    List<Integer> sizes = java.util.Arrays.stream(shape).boxed().toList();
    return new ClipPart(modality, new Extractor("raw", "1"), type, scale, offset, sizes, data);
  }

  public static ConsumerRecord<byte[], byte[]> record(int partition, long offset, Clip clip) {
    return record(partition, offset, clip.getClipId(), Wire.encode(clip));
  }

  public static ConsumerRecord<byte[], byte[]> record(
      int partition, long offset, String key, byte[] value) {
    return new ConsumerRecord<>(
        TOPIC,
        partition,
        offset,
        TIME.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        key.getBytes(StandardCharsets.UTF_8),
        value,
        new RecordHeaders(),
        Optional.empty());
  }
}
