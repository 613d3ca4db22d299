package dev.tandem.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.DatumReader;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * One kind of record on the wire: written with its newest schema, read with any released one.
 *
 * @param readers by the fingerprint of the schema that was written with
 */
record WireCodec<T extends SpecificRecordBase>(
    Class<T> type, BinaryMessageEncoder<T> encoder, Map<Long, DatumReader<T>> readers) {

  /** {@code earlier} are the schemas of released versions; a field they lack gets its default. */
  static <T extends SpecificRecordBase> WireCodec<T> of(Class<T> type, List<Schema> earlier) {
    SpecificData data = SpecificData.getForClass(type);
    Schema newest = data.getSchema(type);
    Map<Long, DatumReader<T>> readers = new HashMap<>();
    Stream.concat(Stream.of(newest), earlier.stream())
        .forEach(written -> readers.put(fingerprint(written), reader(data, written, newest)));
    BinaryMessageEncoder<T> encoder =
        new BinaryMessageEncoder<>(data, newest, false); // its buffer; encode() copies it once
    return new WireCodec<>(type, encoder, Map.copyOf(readers));
  }

  private static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }

  @SuppressWarnings("unchecked") // the schema is T's
  private static <T> DatumReader<T> reader(SpecificData data, Schema written, Schema newest) {
    return data.createDatumReader(written, newest);
  }

  /** Of every schema that can be read. */
  Set<Long> fingerprints() {
    return readers.keySet();
  }

  byte[] encode(SpecificRecordBase record) {
    try {
      ByteBuffer bytes = encoder.encode(type.cast(record));
      byte[] result = new byte[bytes.remaining()];
      bytes.get(result);
      return result;
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
