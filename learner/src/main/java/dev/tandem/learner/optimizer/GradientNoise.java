package dev.tandem.learner.optimizer;

import dev.tandem.learner.engine.FloatTensor;
import java.util.SplittableRandom;

/**
 * Generalisation enhancement of OGM-GE: {@code g ← k·g + N(0, std(g) + 1e-8)}, tensor by tensor,
 * with the standard deviation of PyTorch (n − 1) before scaling. The draws follow from seed, step,
 * replay and tensor. Computed in Java, wherever the gradient is.
 */
final class GradientNoise {

  private static final double FLOOR = 1e-8;

  private GradientNoise() {}

  static PacedGradient added(PacedGradient paced, long seed, long step, int replay) {
    Gradient gradient = paced.gradient();
    float[] values = new float[gradient.parameter().size()];
    gradient.values().floats().get(0, values);
    float width = (float) (deviation(values) + FLOOR);
    float scale = (float) paced.gradientPace();
    float[] noise = new float[values.length];
    fill(noise, random(seed, step, replay, gradient.parameter().ordinal()));
    for (int i = 0; i < values.length; i++) {
      values[i] = scale * values[i] + width * noise[i];
    }
    return Gradient.of(gradient.parameter(), FloatTensor.of(values)).paced(1, paced.updatePace());
  }

  static double deviation(float[] values) {
    if (values.length < 2) {
      return 0;
    }
    double mean = 0;
    for (float value : values) {
      mean += value;
    }
    mean /= values.length;
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }

  /** Each number after the other decides over a generator of its own: no two meet by a shift. */
  private static SplittableRandom random(long... numbers) {
    long seed = 0;
    for (long number : numbers) {
      seed = new SplittableRandom(seed + number).nextLong();
    }
    return new SplittableRandom(seed);
  }

  /** Standard normal, by Marsaglia's polar method with a strict logarithm. */
  static void fill(float[] noise, SplittableRandom random) {
    for (int i = 0; i < noise.length; i += 2) {
      double x;
      double y;
      double square;
      do {
        x = 2 * random.nextDouble() - 1;
        y = 2 * random.nextDouble() - 1;
        square = x * x + y * y;
      } while (square >= 1 || square == 0);
      double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
      noise[i] = (float) (factor * x);
      if (i + 1 < noise.length) {
        noise[i + 1] = (float) (factor * y);
      }
    }
  }
}
