package dev.tandem.trainer.assembly;

import dev.tandem.schemas.records.ElementType;
import dev.tandem.stream.door.Origin;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.stream.door.Timed;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * One segment of one modality of a clip, as it came. The payload is the end of {@code value}:
 * nothing is copied.
 *
 * @param modality index in the configured order
 * @param value the record's bytes, kept for a dead letter
 * @param payloadBytes how many bytes at the end of {@code value} are the payload
 * @param late came after its clip had closed by its own stream's progress
 */
public record Part(
    String clipId,
    long clipTime,
    String stream,
    int modality,
    int segment,
    int segments,
    ElementType elementType,
    float scale,
    float offset,
    List<Integer> shape,
    Origin origin,
    byte[] value,
    int payloadBytes,
    boolean late)
    implements Timed {

  @Override
  public long time() {
    return origin.timestamp();
  }

  @Override
  public Part asLate() {
    return new Part(
        clipId,
        clipTime,
        stream,
        modality,
        segment,
        segments,
        elementType,
        scale,
        offset,
        shape,
        origin,
        value,
        payloadBytes,
        true);
  }

  /** Where the payload begins in {@code value}. */
  public int payloadStart() {
    return value.length - payloadBytes;
  }

  /** Tells the same record, sent again, from another one in its place. */
  long fingerprint() {
    CRC32C crc = new CRC32C();
    crc.update(value);
    return crc.getValue() << 32 | value.length;
  }

  RawRecord raw() {
    return new RawRecord(origin, clipId.getBytes(java.nio.charset.StandardCharsets.UTF_8), value);
  }
}
