package dev.tandem.learner.optimizer;

import dev.tandem.learner.network.ClassGrowth;
import dev.tandem.learner.state.FloatCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Moments, laid out as the parameters are, and step counts by parameter. Immutable. */
public final class OptimizerState {

  private final float[][] moments;
  private final long[] steps;

  /**
   * A state.
   *
   * @param moments not copied
   * @param steps not copied
   */
  OptimizerState(float[][] moments, long[] steps) {
    this.moments = moments;
    this.steps = steps;
  }

  /** All values of each moment, not a copy. */
  float[][] moments() {
    return moments;
  }

  /** Step counts by parameter, not a copy. */
  long[] steps() {
    return steps;
  }

  /** The state for one more class, whose moments are 0. */
  public OptimizerState grown(ClassGrowth growth) {
    float[][] grown = new float[moments.length][];
    for (int i = 0; i < moments.length; i++) {
      grown[i] = growth.withZeros(moments[i]);
    }
    return new OptimizerState(grown, steps.clone());
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
}
