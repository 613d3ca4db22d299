package dev.tandem.learner.optimizer;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * Generalisation enhancement of OGM-GE: {@code g ← k·g + N(0, std(g) + 1e-8)}, tensor by tensor,
 * with the standard deviation of PyTorch (n − 1) before scaling. The draws follow from seed, update
 * and tensor.
 */
final class GradientNoise {

  private static final double FLOOR = 1e-8;

  private GradientNoise() {}

  static PacedGradient added(PacedGradient paced, long seed, long update) {
    Gradient gradient = paced.gradient();
    int size = gradient.parameter().size();
    float[] values = new float[size];
    gradient.values().get(0, values);
    double width = deviation(values) + FLOOR;
    float scale = (float) paced.gradientPace();
    SplittableRandom random =
        new SplittableRandom(mix(seed, update, gradient.parameter().ordinal()));
    for (int i = 0; i < size; i++) {
      values[i] = scale * values[i] + (float) (width * gaussian(random));
    }
    return Gradient.of(gradient.parameter(), FloatBuffer.wrap(values)).paced(1, paced.updatePace());
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

  private static long mix(long seed, long update, int tensor) {
    long ofUpdate = new SplittableRandom(seed + update).nextLong();
    return new SplittableRandom(ofUpdate + tensor).nextLong();
  }

  /** By Box and Muller with strict functions: the same on every platform. */
  private static double gaussian(SplittableRandom random) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
