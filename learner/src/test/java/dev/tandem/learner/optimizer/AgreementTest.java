package dev.tandem.learner.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.TensorShape;
import dev.tandem.learner.engine.FloatTensor;
import dev.tandem.learner.network.Initializer;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.network.ParameterGroup;
import org.junit.jupiter.api.Test;

class AgreementTest {
  @Test
  void shouldBeTheCosineOverAllParameters() {
    Agreement agreement = new Agreement();
    agreement.add(gradient(0, 3, 0), new float[] {1, 0, 0, 4});
    agreement.add(gradient(2, 0, 4), new float[] {1, 0, 0, 4});

    // (3, 0, 0, 4) and (1, 0, 0, 4)
    assertThat(agreement.cosine()).isCloseTo(19 / (5 * Math.sqrt(17)), within(1e-6));
  }

  @Test
  void shouldBeZeroWhereEitherIsZero() {
    Agreement withoutMoments = new Agreement();
    withoutMoments.add(gradient(0, 1, 2), new float[2]);
    Agreement withoutGradient = new Agreement();
    withoutGradient.add(gradient(0, 0, 0), new float[] {1, 2});

    assertThat(withoutMoments.cosine()).isZero();
    assertThat(withoutGradient.cosine()).isZero();
    assertThat(new Agreement().cosine()).isZero();
  }

  @Test
  void shouldBeFiniteWhateverTheGradients() {
    Agreement agreement = new Agreement();
    agreement.add(gradient(0, 1e25f, -1e25f), new float[] {1e25f, 1e25f});

    assertThat(agreement.cosine()).isZero();
  }

  private static Gradient gradient(int offset, float... values) {
    Parameter parameter =
        new Parameter(
            "w",
            0,
            TensorShape.of(values.length),
            offset,
            ParameterGroup.encoder("sound"),
            false,
            Initializer.uniform(1));
    return Gradient.of(parameter, FloatTensor.of(values));
  }
}
