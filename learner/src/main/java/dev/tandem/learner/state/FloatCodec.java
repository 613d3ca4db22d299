package dev.tandem.learner.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Float arrays as their length and little-endian bits, every NaN kept. */
public final class FloatCodec {

  private static final int BLOCK = 16_384;

  private FloatCodec() {}

  public static void write(float[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    byte[] block = new byte[Math.min(BLOCK, values.length) * Float.BYTES];
    FloatBuffer floats = floats(block);
    for (int done = 0; done < values.length; done += BLOCK) {
      int length = Math.min(BLOCK, values.length - done);
      floats.put(0, values, done, length);
      out.write(block, 0, length * Float.BYTES);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static float[] read(DataInput in) throws IOException {
    float[] values = new float[in.readInt()];
    byte[] block = new byte[Math.min(BLOCK, values.length) * Float.BYTES];
    FloatBuffer floats = floats(block);
    for (int done = 0; done < values.length; done += BLOCK) {
      int length = Math.min(BLOCK, values.length - done);
      in.readFully(block, 0, length * Float.BYTES);
      floats.get(0, values, done, length);
    }
    return values;
  }

  private static FloatBuffer floats(byte[] block) {
    return ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}
