package dev.tandem.learner.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.TensorShape;
import dev.tandem.learner.network.Initializer;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.network.ParameterGroup;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GradientNoiseTest {
  private static final int SIZE = 20_000;
  private static final Parameter WEIGHT =
      new Parameter(
          "w",
          3,
          TensorShape.of(SIZE),
          0,
          ParameterGroup.encoder("sound"),
          false,
          Initializer.uniform(1));

  @Test
  void shouldBeAsWideAsTheGradientBeforeItIsScaled() {
    float[] values = gradient();
    PacedGradient noisy =
        GradientNoise.added(Gradient.of(WEIGHT, FloatBuffer.wrap(values)).paced(0.5, 1), 7, 11);

    float[] noise = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      noise[i] = noisy.gradient().values().get(i) - 0.5f * values[i];
    }
    double width = GradientNoise.deviation(values);
    assertThat(GradientNoise.deviation(noise)).isCloseTo(width, within(0.03 * width));
    assertThat(mean(noise)).isCloseTo(0, within(0.03 * width));
    assertThat(noisy.gradientPace()).isEqualTo(1);
  }

  @Test
  void shouldDifferByUpdateAndSeedOnly() {
    assertThat(first(7, 11)).isEqualTo(first(7, 11));
    assertThat(first(7, 12)).isNotEqualTo(first(7, 11));
    assertThat(first(8, 11)).isNotEqualTo(first(7, 11));
  }

  @Test
  void shouldAddNothingToSpeakOfToASingleNumber() {
    assertThat(GradientNoise.deviation(new float[] {3})).isZero();
  }

  private static float first(long seed, long update) {
    Gradient gradient = Gradient.of(WEIGHT, FloatBuffer.wrap(gradient()));
    return GradientNoise.added(gradient.paced(1, 1), seed, update).gradient().values().get(0);
  }

  private static float[] gradient() {
    Random random = new Random(5);
    float[] values = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      values[i] = 1 + 2 * (float) random.nextGaussian();
    }
    return values;
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
