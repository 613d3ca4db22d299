package dev.tandem.schemas;

import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.ModelPointer;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.schemas.records.ShadowComparison;
import dev.tandem.schemas.records.StreamMark;
import dev.tandem.schemas.records.TrainingEvent;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Avro's single-object encoding for every record in {@code records.avdl}: two marker bytes, the
 * writer schema's fingerprint, the body. Needs no registry. Thread-safe.
 *
 * <p>The fingerprint says which record it is, so one topic may carry several kinds (features and
 * stream marks).
 */
public final class Wire {
  static final int HEADER_BYTES = 10;
  private static final byte[] MARKER = {(byte) 0xC3, 0x01};
  private static final Map<Class<?>, WireCodec<?>> BY_CLASS = new HashMap<>();
  private static final Map<Long, WireCodec<?>> BY_FINGERPRINT = new HashMap<>();

  static {
    List.of(
            Features.class,
            StreamMark.class,
            Label.class,
            Clip.class,
            ModelManifest.class,
            ModelPointer.class,
            Prediction.class,
            ShadowComparison.class,
            TrainingEvent.class,
            ControlEvent.class)
        .forEach(Wire::register);
  }

  private Wire() {}

  /** The record as bytes; never fails for a record that was built completely. */
  public static byte[] encode(SpecificRecordBase record) {
    return codec(record.getClass()).encode(record);
  }

  /**
   * The record in {@code bytes}, whichever it is; throws {@link WireException} where there is none.
   */
  public static SpecificRecordBase decode(byte[] bytes) {
    long fingerprint = fingerprint(bytes);
    WireCodec<?> codec = BY_FINGERPRINT.get(fingerprint);
    if (codec == null) {
      throw new WireException(
          "unknown schema fingerprint %016x; known records are %s".formatted(fingerprint, names()));
    }
    return codec.decode(bytes);
  }

  /** The record in {@code bytes}, which must be a {@code type}. */
  public static <T extends SpecificRecordBase> T decode(byte[] bytes, Class<T> type) {
    SpecificRecordBase record = decode(bytes);
    if (!type.isInstance(record)) {
      throw new WireException(
          "expected a %s but got a %s"
              .formatted(type.getSimpleName(), record.getClass().getSimpleName()));
    }
    return type.cast(record);
  }

  static long fingerprint(byte[] bytes) {
    if (bytes == null) {
      throw new WireException("the value is null");
    }
    if (bytes.length < MARKER.length || bytes[0] != MARKER[0] || bytes[1] != MARKER[1]) {
      throw new WireException(
          "not Avro single-object encoding: %d bytes without the marker C3 01"
              .formatted(bytes.length));
    }
    if (bytes.length < HEADER_BYTES) {
      throw new WireException(
          "not Avro single-object encoding: cut off after %d bytes; marker and schema fingerprint alone are %d"
              .formatted(bytes.length, HEADER_BYTES));
    }
    return Long.reverseBytes(ByteBuffer.wrap(bytes).getLong(2));
  }

  private static List<String> names() {
    return BY_CLASS.keySet().stream().map(Class::getSimpleName).sorted().toList();
  }

  private static WireCodec<?> codec(Class<?> type) {
    WireCodec<?> codec = BY_CLASS.get(type);
    if (codec == null) {
      throw new IllegalArgumentException(type.getName() + " is not a record of the wire");
    }
    return codec;
  }

  private static <T extends SpecificRecordBase> void register(Class<T> type) {
    WireCodec<T> codec = WireCodec.of(type, EarlierSchemas.of(type));
    BY_CLASS.put(type, codec);
    codec.fingerprints().forEach(fingerprint -> BY_FINGERPRINT.put(fingerprint, codec));
  }
}
