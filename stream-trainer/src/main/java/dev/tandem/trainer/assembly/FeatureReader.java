package dev.tandem.trainer.assembly;

import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Features;
import dev.tandem.stream.door.RecordReader;
import dev.tandem.stream.door.RejectedRecordException;
import dev.tandem.stream.door.SourceItem.RawRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;

/** Reads the features of one modality and refuses what does not fit its contract. */
public final class FeatureReader implements RecordReader<Part> {
  private static final long serialVersionUID = 1L;
  private static final long SIGNS = 0x8000_0000_8000_0000L;
  private static final long EXPONENTS = 0x7F80_0000_7F80_0000L;
  private static final long LOWEST_OF_EXPONENTS = 0x0080_0000_0080_0000L;

  private final int modality;
  private final ModalityContract contract;

  /** {@code modality} is the index of {@code contract} in the configured order. */
  public FeatureReader(int modality, ModalityContract contract) {
    this.modality = modality;
    this.contract = contract;
  }

  @Override
  public Part read(RawRecord raw, SpecificRecordBase decoded) {
    if (!(decoded instanceof Features features)) {
      throw new RejectedRecordException(
          "expected Features but got a " + decoded.getClass().getSimpleName());
    }
    requireIdentity(raw, features);
    requireExtractor(features);
    requireSegment(features);
    requireShape(features);
    requirePayload(features);
    requireAtEnd(raw.value(), features.getPayload());
    return part(raw, features);
  }

  private Part part(RawRecord raw, Features features) {
    return new Part(
        features.getClipId(),
        features.getClipTime().toEpochMilli(),
        features.getStream(),
        modality,
        features.getSegment(),
        features.getSegments(),
        features.getElementType(),
        features.getScale(),
        features.getOffset(),
        List.copyOf(features.getShape()),
        raw.origin(),
        raw.value(),
        features.getPayload().remaining(),
        false);
  }

  private void requireIdentity(RawRecord raw, Features features) {
    require(
        features.getModality().equals(contract.name()),
        "modality is %s; this topic holds %s",
        features.getModality(),
        contract.name());
    String key = new String(raw.key(), StandardCharsets.UTF_8);
    require(
        features.getClipId().equals(key),
        "the record's key is '%s'; must be its clip id '%s'",
        key,
        features.getClipId());
    require(
        raw.origin().timestamp() >= features.getClipTime().toEpochMilli(),
        "the record's time %d is before its clip time %d",
        raw.origin().timestamp(),
        features.getClipTime().toEpochMilli());
  }

  private void requireExtractor(Features features) {
    String name = features.getExtractor().getName();
    String version = features.getExtractor().getVersion();
    require(
        name.equals(contract.extractor()) && version.equals(contract.extractorVersion()),
        "extractor is %s/%s; must be %s/%s",
        name,
        version,
        contract.extractor(),
        contract.extractorVersion());
  }

  /** Each segment has a row at least, so a whole of more segments than rows never comes about. */
  private void requireSegment(Features features) {
    require(
        features.getSegments() >= 1
            && features.getSegment() >= 0
            && features.getSegment() < features.getSegments(),
        "segment is %d of %d; must be from 0 and below the number of segments",
        features.getSegment(),
        features.getSegments());
    int rows = contract.shape().get(0);
    require(
        features.getSegments() <= rows,
        "segments is %d; %s has %d rows, and a segment one at least",
        features.getSegments(),
        contract.name(),
        rows);
  }

  private void requireShape(Features features) {
    List<Integer> shape = features.getShape();
    List<Integer> whole = contract.shape();
    boolean fits =
        shape.size() == whole.size()
            && shape.subList(1, shape.size()).equals(whole.subList(1, whole.size()))
            && shape.get(0) >= 1
            && (features.getSegments() == 1
                ? shape.get(0).equals(whole.get(0))
                : shape.get(0) <= whole.get(0));
    require(fits, "%s: expected %s but got %s", contract.name(), whole, shape);
  }

  private static void requirePayload(Features features) {
    boolean floats = features.getElementType() == ElementType.FLOAT32;
    int elements = elements(features.getShape());
    ByteBuffer payload = features.getPayload();
    require(
        payload.remaining() == (floats ? 4 * elements : elements),
        "the payload has %d bytes; %d elements of %s were announced",
        payload.remaining(),
        elements,
        features.getElementType());
    requireScale(features, floats);
    if (floats) {
      requireFinite(payload.duplicate().order(ByteOrder.LITTLE_ENDIAN), elements);
    }
  }

  /** Parts take their payload from there. */
  private static void requireAtEnd(byte[] value, ByteBuffer payload) {
    int length = payload.remaining();
    require(
        ByteBuffer.wrap(value, value.length - length, length).equals(payload),
        "the record does not end with its payload of %d bytes",
        length);
  }

  private static void requireScale(Features features, boolean floats) {
    float scale = features.getScale();
    float offset = features.getOffset();
    require(
        floats ? scale == 1 && offset == 0 : Float.isFinite(255 * scale + offset),
        "scale is %s and offset %s; must be %s",
        scale,
        offset,
        floats ? "1 and 0 for FLOAT32" : "finite");
  }

  private static int elements(List<Integer> shape) {
    int elements = 1;
    for (int size : shape) {
      elements = Math.multiplyExact(elements, size);
    }
    return elements;
  }

  private static void requireFinite(ByteBuffer payload, int elements) {
    if (isFinite(payload, elements)) {
      return;
    }
    for (int i = 0; i < elements; i++) {
      float element = payload.getFloat(payload.position() + 4 * i);
      require(
          Float.isFinite(element), "element %d is %s; every element must be finite", i, element);
    }
  }

  /**
   * Two floats at a time, without a branch. A float is not finite where all bits of its exponent
   * are set; one more then reaches the bit of the sign, and never further.
   */
  private static boolean isFinite(ByteBuffer payload, int elements) {
    int start = payload.position();
    int pairs = elements / 2;
    long carried = 0;
    for (int i = 0; i < pairs; i++) {
      carried |= (payload.getLong(start + 8 * i) & EXPONENTS) + LOWEST_OF_EXPONENTS;
    }
    boolean lastIsFinite =
        elements % 2 == 0 || Float.isFinite(payload.getFloat(start + 4 * (elements - 1)));
    return lastIsFinite && (carried & SIGNS) == 0;
  }

  private static void require(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new RejectedRecordException(message.formatted(values));
    }
  }
}
