package dev.tandem.learner.readout;

import dev.tandem.learner.network.ParameterStore;
import java.nio.FloatBuffer;

/**
 * θ̄ ← d·θ̄ + (1 − d)·θ with d = min(0.95, (t + 1)/(t + 10)) at the t-th update, from 0: an average
 * over all updates at first, over about the last 20 later.
 */
public final class Averaging {

  private static final double LONGEST = 0.95;
  private static final int BLOCK = 1024;

  private final float[] average = new float[BLOCK];
  private final float[] values = new float[BLOCK];

  /** Moves an average towards parameters, in place. */
  public void update(ParameterStore averaged, ParameterStore parameters, long updates) {
    float share = (float) (1 - Math.min(LONGEST, (updates + 1.0) / (updates + 10)));
    FloatBuffer to = averaged.floats();
    FloatBuffer from = parameters.floats();
    int floats = averaged.layout().floats();
    for (int done = 0; done < floats; done += BLOCK) {
      int length = Math.min(BLOCK, floats - done);
      to.get(done, average, 0, length);
      from.get(done, values, 0, length);
      for (int i = 0; i < length; i++) {
        average[i] += share * (values[i] - average[i]);
      }
      to.put(done, average, 0, length);
    }
  }
}
