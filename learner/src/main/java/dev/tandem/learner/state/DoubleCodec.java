package dev.tandem.learner.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Double arrays as their length and their bits, big-endian. */
public final class DoubleCodec {

  private DoubleCodec() {}

  public static void write(double[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static double[] read(DataInput in) throws IOException {
    double[] values = new double[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }
}
