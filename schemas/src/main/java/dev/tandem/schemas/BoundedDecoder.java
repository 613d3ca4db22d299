package dev.tandem.schemas;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary decoder, which believes no length that is larger than what is left of the record.
 * Avro takes the memory for a value or a list before it reads it, so that a few hostile bytes could
 * end the process. What it reads as bytes is part of the record, not a copy.
 */
final class BoundedDecoder extends Decoder {
  private final byte[] bytes;
  private final BinaryDecoder in;

  private BoundedDecoder(byte[] bytes, BinaryDecoder in) {
    this.bytes = bytes;
    this.in = in;
  }

  /** Reads {@code bytes} from {@code start} to their end. */
  static BoundedDecoder of(byte[] bytes, int start) {
    return new BoundedDecoder(
        bytes, DecoderFactory.get().binaryDecoder(bytes, start, bytes.length - start, null));
  }

  /** Bytes that were not read yet. */
  int left() throws IOException {
    return in.inputStream().available();
  }

  /** Every element of every list in {@code records.avdl} takes at least one byte. */
  private long within(long length) throws IOException {
    if (length < 0) {
      throw new AvroRuntimeException("a length is negative: " + length);
    }
    if (length > left()) {
      throw new EOFException("a length is %d; %d bytes are left".formatted(length, left()));
    }
    return length;
  }

  private byte[] readLengthAndBytes() throws IOException {
    byte[] bytes = new byte[(int) within(in.readLong())];
    in.readFixed(bytes);
    return bytes;
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    return new Utf8(readLengthAndBytes());
  }

  @Override
  public String readString() throws IOException {
    return readString(null).toString();
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    int length = (int) within(in.readLong());
    int start = bytes.length - left();
    in.skipFixed(length);
    return ByteBuffer.wrap(bytes, start, length).slice();
  }

  @Override
  public void skipString() throws IOException {
    skipBytes();
  }

  @Override
  public void skipBytes() throws IOException {
    in.skipFixed((int) within(in.readLong()));
  }

  @Override
  public long readArrayStart() throws IOException {
    return within(in.readArrayStart());
  }

  @Override
  public long arrayNext() throws IOException {
    return within(in.arrayNext());
  }

  @Override
  public long skipArray() throws IOException {
    return within(in.skipArray());
  }

  @Override
  public long readMapStart() throws IOException {
    return within(in.readMapStart());
  }

  @Override
  public long mapNext() throws IOException {
    return within(in.mapNext());
  }

  @Override
  public long skipMap() throws IOException {
    return within(in.skipMap());
  }

  @Override
  public void readNull() throws IOException {
    in.readNull();
  }

  @Override
  public boolean readBoolean() throws IOException {
    return in.readBoolean();
  }

  @Override
  public int readInt() throws IOException {
    return in.readInt();
  }

  @Override
  public long readLong() throws IOException {
    return in.readLong();
  }

  @Override
  public float readFloat() throws IOException {
    return in.readFloat();
  }

  @Override
  public double readDouble() throws IOException {
    return in.readDouble();
  }

  @Override
  public void readFixed(byte[] bytes, int start, int length) throws IOException {
    in.readFixed(bytes, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    in.skipFixed(length);
  }

  @Override
  public int readEnum() throws IOException {
    return in.readEnum();
  }

  @Override
  public int readIndex() throws IOException {
    return in.readIndex();
  }
}
