package dev.tandem.learner.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.engine.FloatTensor;
import dev.tandem.learner.network.Initializer;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.spec.ParameterGroup;
import dev.tandem.learner.spec.TensorShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {

  private final BlockSums sums = new BlockSums();

  @Test
  void shouldBeTheCosineOverAllParameters() {
    float[] moments = {1, 0, 0, 4};

    // (3, 0, 0, 4) and (1, 0, 0, 4)
    assertThat(Agreement.cosine(List.of(gradient(0, moments, 3, 0), gradient(2, moments, 0, 4))))
        .isCloseTo(19 / (5 * Math.sqrt(17)), within(1e-6));
  }

  @Test
  void shouldBeZeroWhereEitherIsZero() {
    assertThat(Agreement.cosine(List.of(gradient(0, new float[2], 1, 2)))).isZero();
    assertThat(Agreement.cosine(List.of(gradient(0, new float[] {1, 2}, 0, 0)))).isZero();
    assertThat(Agreement.cosine(List.of())).isZero();
  }

  @Test
  void shouldBeFiniteWhateverTheGradients() {
    float[] moments = {1e25f, 1e25f};

    assertThat(Agreement.cosine(List.of(gradient(0, moments, 1e25f, -1e25f)))).isZero();
  }

  @Test
  void shouldSumOverLongParameters() {
    int size = 3001;
    float[] ones = new float[size];
    float[] twos = new float[size];
    for (int i = 0; i < size; i++) {
      ones[i] = 1;
      twos[i] = i % 2 == 0 ? 2 : -2;
    }

    Gradient gradient = gradient(0, twos, ones);

    assertThat(gradient.squares()).isEqualTo(size);
    assertThat(gradient.agreement()).isEqualTo(new Agreement(2, 4 * size));
    assertThat(sums.measured(gradient.parameter(), gradient.values()).squares()).isEqualTo(size);
  }

  @Test
  void shouldSquareLargeFloatsBeyondFloats() {
    assertThat(gradient(0, new float[2], 3e38f, 3e38f).squares()).isFinite().isGreaterThan(1e76);
    assertThat(gradient(0, new float[2], Float.NaN, 1).squares()).isNaN();
  }

  private Gradient gradient(int offset, float[] moments, float... values) {
    Parameter parameter =
        new Parameter(
            "w",
            0,
            TensorShape.of(values.length),
            offset,
            ParameterGroup.encoder("sound"),
            false,
            true,
            Initializer.uniform(1));
    return sums.withAgreement(parameter, FloatTensor.of(values), moments);
  }
}
