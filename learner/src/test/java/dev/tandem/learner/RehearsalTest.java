package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.PaceSettings;
import dev.tandem.learner.spec.ReadoutSettings;
import dev.tandem.learner.spec.RehearsalSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RehearsalTest {

  private static final Architecture PAIR = TestingClips.pair();
  private static final RehearsalSettings THREE =
      RehearsalSettings.defaults().withUpdatesPerBatch(3);

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

  /** From the same state, a step without replays measures, counts and scores the same. */
  @ParameterizedTest
  @ValueSource(strings = {"mlb", "ogm", "agreement", "agreement-shared"})
  void shouldScoreNewClipsOnly(String policy) {
    LearnerSettings rehearsing =
        TestingClips.settings(PAIR)
            .withPolicy(policy)
            .withPace(PaceSettings.defaults().withScoreHalfLife(50))
            .withRehearsal(THREE);
    try (Learner learner = Learner.create(rehearsing)) {
      for (int k = 0; k < 10; k++) {
        LearnerSettings alone = rehearsing.withRehearsal(RehearsalSettings.none());
        try (Learner other = Learner.restore(alone, learner.state())) {
          StepReport expected = other.train(TestingClips.batch(PAIR, 8, k));

          assertThat(learner.train(TestingClips.batch(PAIR, 8, k))).isEqualTo(expected);
          requireSameScores(learner.state(), other.state());
          assertThat(learner.state().parameters()).isNotEqualTo(other.state().parameters());
        }
      }
    }
  }

  private static void requireSameScores(LearnerState replayed, LearnerState alone) {
    assertThat(replayed.counts()).isEqualTo(alone.counts());
    assertThat(replayed.hedge().orElseThrow()).isEqualTo(alone.hedge().orElseThrow());
    assertThat(Bits.written(replayed.drift()::writeTo))
        .isEqualTo(Bits.written(alone.drift()::writeTo));
    assertThat(Bits.written(replayed.policy().paces()::writeTo))
        .isEqualTo(Bits.written(alone.policy().paces()::writeTo));
  }

  @Test
  void shouldDecayTheAverageByTheNumberOfBatches() {
    LearnerSettings averaged =
        TestingClips.plain(PAIR)
            .withReadout(new ReadoutSettings("fused", "ema"))
            .withRehearsal(THREE);
    try (Learner learner = Learner.create(averaged)) {
      int bias = tensor(learner.weights(), "fusion.bias");
      int average = tensor(learner.weights(), "average.fusion.bias");
      double expected = value(learner.weights(), bias);
      for (int t = 0; t < 30; t++) {
        learner.train(TestingClips.batch(PAIR, 8, t));
        double decay = Math.min(0.95, (t + 1.0) / (t + 10));
        expected = decay * expected + (1 - decay) * value(learner.weights(), bias);
        assertThat(value(learner.weights(), average)).isCloseTo(expected, within(1e-6));
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
