package dev.tandem.learner.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.learner.spec.PaceSettings;
import org.junit.jupiter.api.Test;

class LaggardPolicyTest {

  @Test
  void shouldDoubleThePaceOfWhoeverLags() {
    TestingPaces paces =
        new TestingPaces(
            LaggardPolicy.DEFINITION, PaceSettings.defaults(), ScoreScale.probabilities(10), 2);

    ModalityStep[] steps = paces.advance(new double[] {0.8, 1.6}, 4);

    assertThat(steps[0].pace()).isEqualTo(2);
    assertThat(steps[1].pace()).isEqualTo(1);
  }
}
