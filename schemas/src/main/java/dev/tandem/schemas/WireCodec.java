package dev.tandem.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * One kind of record on the wire: written with its newest schema, read with any released one.
 *
 * @param fingerprints of every schema that can be read
 */
record WireCodec<T extends SpecificRecordBase>(
    Class<T> type,
    byte[] header,
    DatumWriter<T> writer,
    BinaryMessageDecoder<T> decoder,
    List<Long> fingerprints) {
  static final int HEADER_BYTES = 10;
  static final byte[] MARKER = {(byte) 0xC3, 0x01};

  private static final ThreadLocal<ByteArrayOutputStream> BUFFER =
      ThreadLocal.withInitial(ByteArrayOutputStream::new);
  private static final ThreadLocal<BinaryEncoder> ENCODER =
      ThreadLocal.withInitial(() -> EncoderFactory.get().binaryEncoder(BUFFER.get(), null));

  /** {@code earlier} are the schemas of released versions; a field they lack gets its default. */
  static <T extends SpecificRecordBase> WireCodec<T> of(Class<T> type, List<Schema> earlier) {
    SpecificData data = SpecificData.getForClass(type);
    Schema newest = data.getSchema(type);
    BinaryMessageDecoder<T> decoder = new BinaryMessageDecoder<>(data, newest);
    earlier.forEach(decoder::addSchema);
    List<Long> fingerprints =
        Stream.concat(Stream.of(newest), earlier.stream())
            .map(SchemaNormalization::parsingFingerprint64)
            .toList();
    return new WireCodec<>(
        type,
        header(fingerprints.get(0)),
        new SpecificDatumWriter<>(newest, data),
        decoder,
        fingerprints);
  }

  /** The marker and the fingerprint of the schema that is written. */
  private static byte[] header(long fingerprint) {
    return ByteBuffer.allocate(HEADER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MARKER)
        .putLong(fingerprint)
        .array();
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

  T decode(byte[] bytes) {
    try {
      return decoder.decode(bytes);
    } catch (IOException | RuntimeException e) { // hostile bytes make Avro throw nearly anything
      throw new WireException(
          "unreadable %s: %s".formatted(type.getSimpleName(), e.getMessage()), e);
    }
  }
}
