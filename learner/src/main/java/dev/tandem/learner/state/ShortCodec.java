package dev.tandem.learner.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Short arrays as their length and little-endian bits. */
public final class ShortCodec {

  private ShortCodec() {}

  public static void write(short[] values, DataOutput out) throws IOException {
    byte[] bytes = new byte[values.length * Short.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(values);
    out.writeInt(values.length);
    out.write(bytes);
  }

  /** Reads what {@link #write} wrote. */
  public static short[] read(DataInput in) throws IOException {
    short[] values = new short[in.readInt()];
    byte[] bytes = new byte[values.length * Short.BYTES];
    in.readFully(bytes);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(values);
    return values;
  }
}
