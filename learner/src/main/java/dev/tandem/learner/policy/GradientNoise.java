package dev.tandem.learner.policy;

import dev.tandem.learner.engine.FloatTensor;
import dev.tandem.learner.network.NormalNumbers;
import dev.tandem.learner.optimizer.Gradient;

/**
 * Generalisation enhancement of OGM-GE: {@code g ← k·g + N(0, std(g) + 1e-8)}, tensor by tensor,
 * with the standard deviation of PyTorch (n − 1) before scaling. The draws follow from seed, step,
 * replay and tensor. Computed in Java, wherever the gradient is.
 */
final class GradientNoise {

  private static final double FLOOR = 1e-8;

  private GradientNoise() {}

  /**
   * The gradient with noise.
   *
   * @param pace k of the gradient
   */
  static Gradient added(Gradient gradient, double pace, Update update) {
    float[] values = new float[gradient.parameter().size()];
    gradient.values().floats().get(0, values);
    float width = (float) (deviation(values) + FLOOR);
    float scale = (float) pace;
    float[] noise = new float[values.length];
    NormalNumbers.fill(noise, new Draws(update).of(gradient.parameter().ordinal()));
    for (int i = 0; i < values.length; i++) {
      values[i] = scale * values[i] + width * noise[i];
    }
    return Gradient.of(gradient.parameter(), FloatTensor.of(values));
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
}
