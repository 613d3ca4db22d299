package dev.tandem.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * One kind of record on the wire: written with its newest schema, read with any released one.
 *
 * @param readers by the fingerprint of the schema that was written with
 */
record WireCodec<T extends SpecificRecordBase>(
    Class<T> type, byte[] header, DatumWriter<T> writer, Map<Long, DatumReader<T>> readers) {
  private static final ThreadLocal<ByteArrayOutputStream> BUFFER =
      ThreadLocal.withInitial(ByteArrayOutputStream::new);
  private static final ThreadLocal<BinaryEncoder> ENCODER =
      ThreadLocal.withInitial(() -> EncoderFactory.get().binaryEncoder(BUFFER.get(), null));

  /** {@code earlier} are the schemas of released versions; a field they lack gets its default. */
  static <T extends SpecificRecordBase> WireCodec<T> of(Class<T> type, List<Schema> earlier) {
    SpecificData data = SpecificData.getForClass(type);
    Schema newest = data.getSchema(type);
    Map<Long, DatumReader<T>> readers = new HashMap<>();
    Stream.concat(Stream.of(newest), earlier.stream())
        .forEach(written -> readers.put(fingerprint(written), reader(data, written, newest)));
    return new WireCodec<>(
        type,
        header(fingerprint(newest)),
        new SpecificDatumWriter<>(newest, data),
        Map.copyOf(readers));
  }

  private static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }

  @SuppressWarnings("unchecked") // the schema is T's
  private static <T> DatumReader<T> reader(SpecificData data, Schema written, Schema newest) {
    return data.createDatumReader(written, newest);
  }

  /** The marker and the fingerprint of the schema that is written. */
  private static byte[] header(long fingerprint) {
    return ByteBuffer.allocate(Wire.HEADER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(Wire.MARKER)
        .putLong(fingerprint)
        .array();
  }

  /** Of every schema that can be read. */
  Set<Long> fingerprints() {
    return readers.keySet();
  }

  byte[] encode(SpecificRecordBase record) {
    ByteArrayOutputStream bytes = BUFFER.get();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, ENCODER.get());
    bytes.reset(); // only now: the encoder may have held the rest of a record that failed
    bytes.writeBytes(header);
    try {
      writer.write(type.cast(record), encoder);
      encoder.flush();
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException("encoding into memory failed", impossible);
    }
  }

  /** The record in {@code bytes}, which begin with one of this codec's fingerprints. */
  T decode(byte[] bytes) {
    BoundedDecoder in = BoundedDecoder.of(bytes, Wire.HEADER_BYTES);
    try {
      T record = readers.get(Wire.fingerprint(bytes)).read(null, in);
      if (in.left() > 0) {
        throw new IOException(in.left() + " bytes are left behind its end");
      }
      return record;
    } catch (IOException | RuntimeException e) { // hostile bytes make Avro throw nearly anything
      throw new WireException(
          "unreadable %s: %s".formatted(type.getSimpleName(), e.getMessage()), e);
    }
  }
}
