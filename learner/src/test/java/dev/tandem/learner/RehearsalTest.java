package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  private static final Architecture PAIR = TestingClips.pair();

  /** The paces that were applied, and what is counted, are those of the new clips. */
  @Test
  void shouldLearnMoreFromTheSameClipsAndCountThemOnce() {
    LearnerSettings plain = TestingClips.plain(PAIR);
    LearnerSettings rehearsing = plain.withRehearsal(RehearsalSettings.defaults());
    try (Learner once = Learner.create(plain);
        Learner twice = Learner.create(rehearsing)) {
      StepReport first = once.train(TestingClips.batch(PAIR, 8, 0));

      assertThat(twice.train(TestingClips.batch(PAIR, 8, 0))).isEqualTo(first);
      double lossOfOnce = 0;
      double lossOfTwice = 0;
      for (int k = 1; k < 30; k++) {
        lossOfOnce += once.train(TestingClips.batch(PAIR, 8, k)).losses().get("fused");
        lossOfTwice += twice.train(TestingClips.batch(PAIR, 8, k)).losses().get("fused");
      }
      assertThat(lossOfTwice).isLessThan(0.9 * lossOfOnce);
      assertThat(twice.step()).isEqualTo(once.step());
    }
  }

  @Test
  void shouldDecayTheAverageByTheNumberOfBatches() {
    LearnerSettings averaged =
        TestingClips.plain(PAIR).withReadout(new ReadoutSettings("fused", "ema"));
    try (Learner learner = Learner.create(averaged)) {
      int bias = tensor(learner.weights(), "fusion.bias");
      int average = tensor(learner.weights(), "average.fusion.bias");
      double expected = value(learner.weights(), bias);
      for (int t = 0; t < 30; t++) {
        learner.train(TestingClips.batch(PAIR, 8, t));
        double decay = Math.min(0.95, (t + 1.0) / (t + 10));
        expected = decay * expected + (1 - decay) * value(learner.weights(), bias);
        assertThat(value(learner.weights(), average))
            .isCloseTo(expected, org.assertj.core.api.Assertions.within(1e-6));
      }
    }
  }

  private static int tensor(List<WeightTensor> weights, String name) {
    return weights.stream().map(WeightTensor::name).toList().indexOf(name);
  }

  private static double value(List<WeightTensor> weights, int tensor) {
    return weights.get(tensor).data().asFloatBuffer().get(0);
  }
}
