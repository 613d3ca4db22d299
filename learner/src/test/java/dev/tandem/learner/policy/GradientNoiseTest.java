package dev.tandem.learner.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.engine.FloatTensor;
import dev.tandem.learner.network.Initializer;
import dev.tandem.learner.network.NormalNumbers;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.optimizer.Gradient;
import dev.tandem.learner.spec.ParameterGroup;
import dev.tandem.learner.spec.TensorShape;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GradientNoiseTest {
  private static final int SIZE = 20_000;
  private static final Parameter WEIGHT = parameter(3);

  private static Parameter parameter(int ordinal) {
    return new Parameter(
        "w",
        ordinal,
        TensorShape.of(SIZE),
        0,
        ParameterGroup.encoder("sound"),
        false,
        true,
        Initializer.uniform(1));
  }

  @Test
  void shouldBeAsWideAsTheGradientBeforeItIsScaled() {
    float[] values = gradient();
    Gradient noisy =
        GradientNoise.added(Gradient.of(WEIGHT, FloatTensor.of(values)), 0.5, new Update(7, 11, 0));

    float[] noise = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      noise[i] = noisy.values().floats().get(i) - 0.5f * values[i];
    }
    double width = GradientNoise.deviation(values);
    assertThat(GradientNoise.deviation(noise)).isCloseTo(width, within(0.03 * width));
    assertThat(mean(noise)).isCloseTo(0, within(0.03 * width));
  }

  @Test
  void shouldFollowFromSeedStepReplayAndTensor() {
    assertThat(first(7, 11, 0)).isEqualTo(first(7, 11, 0));
    assertThat(
            Set.of(
                first(7, 11, 0),
                first(7, 12, 0),
                first(8, 11, 0),
                first(8, 12, 0),
                first(7, 11, 1),
                first(7, 10, 1)))
        .hasSize(6);
    Gradient other =
        GradientNoise.added(
            Gradient.of(parameter(4), FloatTensor.of(gradient())), 1, new Update(7, 11, 0));
    assertThat(other.values().floats().get(0)).isNotEqualTo(first(7, 11, 0));
  }

  @Test
  void shouldBeNormal() {
    float[] noise = new float[200_001];
    NormalNumbers.fill(noise, new SplittableRandom(3));
    int within = 0;
    double fourth = 0;
    for (float value : noise) {
      within += Math.abs(value) < 1 ? 1 : 0;
      fourth += Math.pow(value, 4);
    }

    assertThat(mean(noise)).isCloseTo(0, within(0.01));
    assertThat(GradientNoise.deviation(noise)).isCloseTo(1, within(0.01));
    assertThat((double) within / noise.length).isCloseTo(0.6827, within(0.005));
    assertThat(fourth / noise.length).isCloseTo(3, within(0.1));
  }

  @Test
  void shouldAddNothingToSpeakOfToASingleNumber() {
    assertThat(GradientNoise.deviation(new float[] {3})).isZero();
  }

  private static float first(long seed, long step, int replay) {
    Gradient gradient = Gradient.of(WEIGHT, FloatTensor.of(gradient()));
    return GradientNoise.added(gradient, 1, new Update(seed, step, replay))
        .values()
        .floats()
        .get(0);
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
