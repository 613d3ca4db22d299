package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.policy.ModalityStep;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.LossWeights;
import dev.tandem.learner.spec.ObjectiveSettings;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.Task;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MissingModalityTest {

  private static final Architecture PAIR = TestingClips.pair();
  private static final LearnerSettings DECAYING =
      TestingClips.plain(PAIR).withOptimizer(OptimizerSettings.named("adam").withWeightDecay(0.1));

  @Test
  void shouldLeaveEverythingOfAnAbsentModalityUntouched() {
    try (Learner learner = Learner.create(DECAYING)) {
      learner.train(TestingClips.batch(PAIR, 8, 0));
      Map<String, float[]> before = values(learner);

      StepReport report = learner.train(blind(TestingClips.batch(PAIR, 8, 1)));

      Map<String, float[]> after = values(learner);
      before.forEach(
          (name, values) -> {
            if (name.contains("sight")) {
              assertThat(after.get(name)).as(name).isEqualTo(values);
            } else {
              assertThat(after.get(name)).as(name).isNotEqualTo(values);
            }
          });
      assertThat(report.losses().get("sight")).isNaN();
      assertThat(report.losses().get("sound")).isPositive();
    }
  }

  /** One of the clips lacks a modality, and another is not finite there. */
  @Test
  void shouldSpoilNoOtherClipOfABatch() {
    Architecture plain = TestingClips.triple();
    try (Learner learner = Learner.create(TestingClips.settings(plain))) {
      List<LabelledExample> clips = new ArrayList<>(TestingClips.batch(plain, 3, 0));
      clips.set(1, TestingClips.without("two", clips.get(1)));
      SortedMap<String, float[]> spoiled = new TreeMap<>(clips.get(2).example().inputs());
      spoiled.put("two", new float[] {Float.NaN, 0, 0, 0});
      clips.set(2, new LabelledExample(new Example("spoiled", spoiled), 0));

      List<HeadOutputs> answers = learner.predict(TestingClips.examples(clips));

      assertThat(answers.get(0).byHead().get("fused")[0]).isFinite();
      assertThat(answers.get(1).byHead().get("fused")[0]).isFinite();
      assertThat(answers.get(2).byHead().get("fused")[0]).isNaN();
    }
  }

  /** Moments and step counts too: a later step is what it would have been without the others. */
  @Test
  void shouldNotAdvanceTheMomentsOfAnAbsentModality() {
    List<LabelledExample> full = TestingClips.batch(PAIR, 8, 0);
    LearnerSettings unimodal =
        DECAYING
            .withPolicy("multi-loss")
            .withObjective(
                ObjectiveSettings.of(Task.CLASSIFICATION)
                    .withWeights(new LossWeights(Map.of("fused", 0.0))));
    try (Learner interrupted = Learner.create(unimodal);
        Learner straight = Learner.create(unimodal)) {
      interrupted.train(full);
      straight.train(full);
      for (int k = 1; k < 5; k++) {
        interrupted.train(blind(TestingClips.batch(PAIR, 8, k)));
      }
      interrupted.train(full);
      straight.train(full);

      Map<String, float[]> expected = values(straight);
      values(interrupted)
          .forEach(
              (name, values) -> {
                if (name.startsWith("encoders.sight") || name.startsWith("heads.sight")) {
                  assertThat(values).as(name).isEqualTo(expected.get(name));
                }
              });
    }
  }

  @Test
  void shouldDivideByTheBatchWhoeverIsThere() {
    List<LabelledExample> clips = TestingClips.batch(PAIR, 4, 3);
    List<LabelledExample> half =
        List.of(
            clips.get(0),
            clips.get(1),
            TestingClips.without("sight", clips.get(2)),
            TestingClips.without("sight", clips.get(3)));
    try (Learner two = Learner.create(DECAYING);
        Learner four = Learner.create(DECAYING)) {
      double ofTwo = two.train(clips.subList(0, 2)).losses().get("sight");

      assertThat(four.train(half).losses().get("sight")).isCloseTo(ofTwo / 2, within(1e-6));
    }
  }

  @Test
  void shouldCompareScoresOnPairedRowsOnly() {
    List<LabelledExample> clips = TestingClips.batch(PAIR, 6, 3);
    List<LabelledExample> mixed = new ArrayList<>(clips.subList(0, 3));
    clips.subList(3, 6).forEach(clip -> mixed.add(TestingClips.without("sound", clip)));
    try (Learner paired = Learner.create(DECAYING);
        Learner partly = Learner.create(DECAYING)) {
      Map<String, ModalityStep> expected = paired.train(clips.subList(0, 3)).modalities();

      partly
          .train(mixed)
          .modalities()
          .forEach(
              (name, step) ->
                  assertThat(step.score()).isCloseTo(expected.get(name).score(), within(1e-6)));
    }
  }

  @Test
  void shouldKeepThePaceThroughABatchWithoutPairedRows() {
    try (Learner learner = Learner.create(DECAYING)) {
      double before =
          learner.train(TestingClips.batch(PAIR, 8, 0)).modalities().get("sight").pace();

      ModalityStep sight =
          learner.train(blind(TestingClips.batch(PAIR, 8, 1))).modalities().get("sight");

      assertThat(sight.pace()).isEqualTo(before);
      assertThat(sight.score()).isNaN();
      assertThat(sight.ratio()).isNaN();
    }
  }

  private static List<LabelledExample> blind(List<LabelledExample> batch) {
    return batch.stream().map(clip -> TestingClips.without("sight", clip)).toList();
  }

  private static Map<String, float[]> values(Learner learner) {
    return learner.weights().stream()
        .collect(Collectors.toMap(WeightTensor::name, MissingModalityTest::values));
  }

  private static float[] values(WeightTensor tensor) {
    FloatBuffer floats = tensor.data().asFloatBuffer();
    float[] values = new float[floats.remaining()];
    floats.get(values);
    return values;
  }
}
