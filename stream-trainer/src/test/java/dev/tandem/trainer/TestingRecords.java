package dev.tandem.trainer;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import dev.tandem.stream.door.Origin;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.trainer.assembly.ModalityContract;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;

/** Records of a small feed: audio is 4 floats, video 2 × 2 bytes. Change what a test is about. */
public final class TestingRecords {
  public static final String STREAM = "cam";
  public static final ModalityContract AUDIO =
      new ModalityContract("audio", "mel", "1", List.of(4));
  public static final ModalityContract VIDEO =
      new ModalityContract("video", "stack", "2", List.of(2, 2));
  public static final List<ModalityContract> CONTRACTS = List.of(AUDIO, VIDEO);

  private TestingRecords() {}

  public static Features.Builder audio(String clipId, long clipTime, float... values) {
    return features(clipId, clipTime)
        .setModality("audio")
        .setExtractor(new Extractor("mel", "1"))
        .setElementType(ElementType.FLOAT32)
        .setShape(List.of(values.length))
        .setPayload(floats(values));
  }

  public static Features.Builder video(String clipId, long clipTime, int... values) {
    ByteBuffer payload = ByteBuffer.allocate(values.length);
    for (int value : values) {
      payload.put((byte) value);
    }
    return features(clipId, clipTime)
        .setModality("video")
        .setExtractor(new Extractor("stack", "2"))
        .setElementType(ElementType.UINT8)
        .setScale(0.5f)
        .setOffset(-1)
        .setShape(List.of(values.length / 2, 2))
        .setPayload(payload.flip());
  }

  private static Features.Builder features(String clipId, long clipTime) {
    return Features.newBuilder()
        .setClipId(clipId)
        .setClipTime(Instant.ofEpochMilli(clipTime))
        .setStream(STREAM);
  }

  public static Label label(String clipId, long clipTime, String className) {
    return Label.newBuilder()
        .setClipId(clipId)
        .setClipTime(Instant.ofEpochMilli(clipTime))
        .setStream(STREAM)
        .setClassName(className)
        .build();
  }

  public static StreamMark mark(MarkKind kind, String stream, long time) {
    return new StreamMark(stream, kind, Instant.ofEpochMilli(time));
  }

  /** As it lies in partition 0 of topic {@code t}. */
  public static RawRecord raw(String key, SpecificRecordBase record, long time) {
    return raw(key, Wire.encode(record), 0, time);
  }

  /** {@code value} may be null, as in Kafka. */
  public static RawRecord raw(String key, byte[] value, int partition, long time) {
    return new RawRecord(
        new Origin("t", partition, time, time), key.getBytes(StandardCharsets.UTF_8), value);
  }

  /** Little-endian. */
  public static ByteBuffer floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.flip();
  }
}
