package dev.tandem.learner.optimizer;

import java.nio.FloatBuffer;

/** Σ x², in a fixed order: lanes in float, their sum in double. */
final class SquareSum {

  private static final int LANES = Block.SIZE;

  private SquareSum() {}

  /** Not finite if and only if one of the first {@code size} elements is not. */
  static double of(FloatBuffer source, int size) {
    float[] block = new float[Math.min(LANES, size)];
    float[] lanes = new float[block.length];
    for (int done = 0; done < size; done += LANES) {
      int length = Math.min(LANES, size - done);
      source.get(done, block, 0, length);
      for (int i = 0; i < length; i++) {
        lanes[i] += block[i] * block[i];
      }
    }
    double sum = 0;
    for (float lane : lanes) {
      sum += lane;
    }
    return Double.isFinite(sum) ? sum : exactly(source, size);
  }

  /** Squares of large floats overflow a float, but not a double. */
  private static double exactly(FloatBuffer source, int size) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += (double) source.get(i) * source.get(i);
    }
    return sum;
  }
}
