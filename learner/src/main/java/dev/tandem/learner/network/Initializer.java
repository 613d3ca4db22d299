package dev.tandem.learner.network;

import java.util.Arrays;
import java.util.SplittableRandom;

/** How a parameter starts. Drawn in Java, so that it is the same for every engine and version. */
public sealed interface Initializer {

  /** Fills one parameter's values. */
  void fill(float[] values, SplittableRandom random);

  /** Uniform in ±1/√fanIn: what PyTorch gives linear maps and convolutions, bias included. */
  static Initializer uniform(int fanIn) {
    return new Uniform(1 / Math.sqrt(fanIn));
  }

  static Initializer constant(float value) {
    return new Constant(value);
  }

  /**
   * Uniform in (−bound, bound).
   *
   * @param bound above 0
   */
  record Uniform(double bound) implements Initializer {
    @Override
    public void fill(float[] values, SplittableRandom random) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
      }
    }
  }

  /**
   * The same everywhere.
   *
   * @param value any
   */
  record Constant(float value) implements Initializer {
    @Override
    public void fill(float[] values, SplittableRandom random) {
      Arrays.fill(values, value);
    }
  }
}
