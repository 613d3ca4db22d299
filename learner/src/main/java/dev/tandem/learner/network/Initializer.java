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

  /**
   * Normal with variance 2/fan: what torchvision gives ResNet's convolutions (Kaiming, by fan out).
   *
   * @param fanOut outputs that one input reaches
   */
  static Initializer kaiming(int fanOut) {
    return new Normal(Math.sqrt(2.0 / fanOut));
  }

  /**
   * Uniform in ±√(6/(fanIn + fanOut)): Xavier's, which PyTorch gives an attention's projections.
   */
  static Initializer xavier(int fanIn, int fanOut) {
    return new Uniform(Math.sqrt(6.0 / (fanIn + fanOut)));
  }

  /** Normal around 0. */
  static Initializer normal(double deviation) {
    return new Normal(deviation);
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
   * Normal around 0.
   *
   * @param deviation above 0
   */
  record Normal(double deviation) implements Initializer {
    @Override
    public void fill(float[] values, SplittableRandom random) {
      NormalNumbers.fill(values, random);
      for (int i = 0; i < values.length; i++) {
        values[i] *= (float) deviation;
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
