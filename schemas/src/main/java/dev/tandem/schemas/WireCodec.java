package dev.tandem.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * One kind of record on the wire: written with its newest schema, read with any released one.
 *
 * @param fingerprints of every schema that can be read
 */
record WireCodec<T extends SpecificRecordBase>(
    Class<T> type,
    BinaryMessageEncoder<T> encoder,
    BinaryMessageDecoder<T> decoder,
    List<Long> fingerprints) {

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
    BinaryMessageEncoder<T> encoder =
        new BinaryMessageEncoder<>(data, newest, false); // its buffer; encode() copies it once
    return new WireCodec<>(type, encoder, decoder, fingerprints);
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

  T decode(byte[] bytes) {
    try {
      return decoder.decode(bytes);
    } catch (IOException | RuntimeException e) { // hostile bytes make Avro throw nearly anything
      throw new WireException(
          "unreadable %s: %s".formatted(type.getSimpleName(), e.getMessage()), e);
    }
  }
}
