package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.learner.StepReport.Outcome;
import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.LossWeights;
import dev.tandem.learner.spec.MlpSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.WatchSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Nothing that is not finite reaches a parameter. */
class GuardTest {

  private static final Architecture PAIR = TestingClips.pair();
  private static final LearnerSettings SETTINGS =
      TestingClips.settings(PAIR).withWatch(WatchSettings.defaults().withMaxSkipped(3));

  @Test
  void shouldSkipABatchWhoseLossIsNotFinite() {
    try (Learner learner = Learner.create(SETTINGS)) {
      learner.train(TestingClips.batch(PAIR, 6, 0));
      LearnerState before = learner.state();

      StepReport report = learner.train(poisoned(1, Float.NaN));

      assertThat(report.outcome()).isEqualTo(Outcome.SKIPPED);
      assertThat(report.reason()).startsWith("the loss of ").endsWith("NaN");
      assertThat(report.examples()).isEqualTo(6);
      LearnerState after = learner.state();
      assertThat(after.counts())
          .isEqualTo(new LearnerState.Counts(1, 1, false, before.counts().samples()));
      assertThat(Bits.of(withCounts(after, before.counts()))).isEqualTo(Bits.of(before));
      assertThat(learner.train(TestingClips.batch(PAIR, 6, 2)).trained()).isTrue();
    }
  }

  /** Losses of large features are finite; a large weight takes their gradient beyond floats. */
  @Test
  void shouldSkipABatchWhoseGradientAloneIsNotFinite() {
    EncoderSpec bare = new MlpSpec(List.of(), 4, "none");
    Architecture vectors =
        new Architecture(
            List.of(
                new ModalitySpec("sound", List.of(6), bare),
                new ModalitySpec("sight", List.of(7, 9), bare)),
            "late-linear",
            3);
    LearnerSettings plain = TestingClips.settings(vectors);
    LearnerSettings weighted =
        plain.withObjective(
            plain.objective().withWeights(new LossWeights(Map.of("sound", 1e4, "fused", 1e4))));
    try (Learner learner = Learner.create(weighted)) {
      byte[] before = Bits.of(learner.weights());
      SortedMap<String, float[]> inputs = new TreeMap<>();
      float[] huge = new float[6];
      huge[0] = 1e38f;
      huge[1] = -1e38f;
      inputs.put("sound", huge);
      inputs.put("sight", new float[63]);
      Example example = new Example("huge", inputs);

      StepReport report =
          learner.train(List.of(new LabelledExample(example, 0), new LabelledExample(example, 1)));

      assertThat(report.outcome()).isEqualTo(Outcome.SKIPPED);
      assertThat(report.reason())
          .matches("the norm of the gradient of .* is .*; must be at most 1e17");
      assertThat(Bits.of(learner.weights())).isEqualTo(before);
    }
  }

  /** It steps so far that the next forward pass, on an earlier clip, is beyond floats. */
  @Test
  void shouldLeaveOutAnUpdateOnEarlierClipsThatIsNotFinite() {
    LearnerSettings leaping =
        TestingClips.settings(TestingClips.triple())
            .withOptimizer(OptimizerSettings.named("sgd").withLearningRate(1e25));
    try (Learner learner = Learner.create(leaping)) {
      StepReport report = learner.train(TestingClips.batch(TestingClips.triple(), 4, 0));

      assertThat(report.outcome()).isEqualTo(Outcome.TRAINED);
      assertThat(report.replaysSkipped()).isEqualTo(1);
      assertThat(report.reason())
          .startsWith("an update on earlier clips was left out: the loss of ")
          .contains("clip-0-");
    }
  }

  @Test
  void shouldHaltAfterTooManyInARowAndGoOnPredicting() {
    try (Learner learner = Learner.create(SETTINGS)) {
      learner.train(poisoned(0, Float.NaN));
      learner.train(poisoned(1, Float.NaN));
      learner.train(TestingClips.batch(PAIR, 6, 2));
      learner.train(poisoned(3, Float.NaN));
      assertThat(learner.train(poisoned(4, Float.NaN)).outcome()).isEqualTo(Outcome.SKIPPED);

      StepReport last = learner.train(poisoned(5, Float.NaN));

      assertThat(last.outcome()).isEqualTo(Outcome.HALTED);
      assertThat(last.reason()).endsWith(", for 3 batches in a row: the model halts");
      byte[] weights = Bits.of(learner.weights());
      assertThat(learner.train(TestingClips.batch(PAIR, 6, 6)).reason())
          .isEqualTo("the model is halted");
      assertThat(Bits.of(learner.weights())).isEqualTo(weights);
      assertThat(learner.predict(TestingClips.examples(TestingClips.batch(PAIR, 2, 7)))).hasSize(2);
      try (Learner restored = Learner.restore(SETTINGS, Bits.read(Bits.of(learner.state())))) {
        assertThat(restored.halted()).isTrue();
      }
    }
  }

  @Test
  void shouldLearnNothingOnceItIsTold() {
    try (Learner learner = Learner.create(SETTINGS)) {
      learner.train(TestingClips.batch(PAIR, 6, 0));
      byte[] before = Bits.of(learner.weights());

      learner.halt();

      assertThat(learner.train(TestingClips.batch(PAIR, 6, 1)).outcome()).isEqualTo(Outcome.HALTED);
      assertThat(Bits.of(learner.weights())).isEqualTo(before);
      try (Learner restored = Learner.restore(SETTINGS, Bits.read(Bits.of(learner.state())))) {
        assertThat(restored.halted()).isTrue();
      }
    }
  }

  @Test
  void shouldResumeFromAVersionWithFreshMoments() {
    try (Learner learner = Learner.create(SETTINGS)) {
      for (int k = 0; k < 5; k++) {
        learner.train(TestingClips.batch(PAIR, 6, k));
      }
      List<WeightTensor> version = learner.weights();
      List<Example> examples = TestingClips.examples(TestingClips.batch(PAIR, 3, 50));
      byte[] answers = Bits.ofAnswers(learner.predict(examples));
      learner.train(TestingClips.batch(PAIR, 6, 6));
      for (int k = 0; k < 3; k++) {
        learner.train(poisoned(k, Float.NaN));
      }
      assertThat(learner.halted()).isTrue();

      learner.resume(version);

      assertThat(learner.halted()).isFalse();
      assertThat(learner.step()).isEqualTo(6);
      assertThat(Bits.of(learner.weights())).isEqualTo(Bits.of(version));
      assertThat(Bits.ofAnswers(learner.predict(examples))).isEqualTo(answers);
      float[] fresh = firstUpdate(learner, version);
      // the first step of Adam with fresh moments and pace k is lr k against the sign
      for (float change : fresh) {
        assertThat(Math.abs(change)).isLessThan(2 * 2 * 0.002f);
      }
      assertThat(learner.step()).isEqualTo(7);
    }
  }

  private static float[] firstUpdate(Learner learner, List<WeightTensor> before) {
    learner.train(TestingClips.batch(PAIR, 6, 60));
    float[] change = new float[before.get(1).tensorShape().elements()];
    for (int i = 0; i < change.length; i++) {
      change[i] =
          learner.weights().get(1).data().asFloatBuffer().get(i)
              - before.get(1).data().asFloatBuffer().get(i);
    }
    return change;
  }

  private static List<LabelledExample> poisoned(int ordinal, float value) {
    List<LabelledExample> batch = new ArrayList<>(TestingClips.batch(PAIR, 6, ordinal));
    SortedMap<String, float[]> inputs = new TreeMap<>(batch.get(2).example().inputs());
    float[] sound = inputs.get("sound").clone();
    sound[3] = value;
    inputs.put("sound", sound);
    batch.set(2, new LabelledExample(new Example("poison", inputs), batch.get(2).label()));
    return batch;
  }

  private static LearnerState withCounts(LearnerState state, LearnerState.Counts counts) {
    return new LearnerState(
        state.identity(),
        counts,
        state.parameters(),
        state.average(),
        state.optimizer(),
        state.policy(),
        state.hedge(),
        state.drift(),
        state.reservoir());
  }
}
