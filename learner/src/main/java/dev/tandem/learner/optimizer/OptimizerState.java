package dev.tandem.learner.optimizer;

import dev.tandem.learner.state.FloatCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Moments and step counts of an {@link Optimizer}. Immutable. */
public final class OptimizerState {

  private final float[][] moments;
  private final long[] steps;

  OptimizerState(float[][] moments, long[] steps) {
    this.moments = copy(moments);
    this.steps = steps.clone();
  }

  float[][] moments() {
    return copy(moments);
  }

  long[] steps() {
    return steps.clone();
  }

  /** Writes the moments, then the step count of every parameter. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(moments.length);
    for (float[] moment : moments) {
      FloatCodec.write(moment, out);
    }
    out.writeInt(steps.length);
    for (long step : steps) {
      out.writeLong(step);
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  public static OptimizerState readFrom(DataInput in) throws IOException {
    float[][] moments = new float[in.readInt()][];
    for (int i = 0; i < moments.length; i++) {
      moments[i] = FloatCodec.read(in);
    }
    long[] steps = new long[in.readInt()];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = in.readLong();
    }
    return new OptimizerState(moments, steps);
  }

  private static float[][] copy(float[][] moments) {
    float[][] copy = new float[moments.length][];
    for (int i = 0; i < moments.length; i++) {
      copy[i] = moments[i].clone();
    }
    return copy;
  }
}
