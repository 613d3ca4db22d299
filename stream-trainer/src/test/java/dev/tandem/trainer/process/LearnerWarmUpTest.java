package dev.tandem.trainer.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.learner.engine.TorchEngine;
import org.junit.jupiter.api.Test;

class LearnerWarmUpTest {
  @Test
  void shouldLeaveNothingToLoad() {
    new LearnerWarmUp().run();

    assertThat(TorchEngine.startFirst()).isFalse();
    assertThat(TorchEngine.threads()).isEqualTo(1);
  }

  @Test
  void shouldTakeStepsWithTheDefaults() {
    assertThat(LearnerWarmUp.train()).isEqualTo(LearnerWarmUp.STEPS);
  }
}
