package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.OptimizerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Running means and variances of batch norms: part of the model, moved by batches alone. */
class BatchStatisticsTest {

  private static final Architecture NETWORK = TestingNetworks.conformers();
  private static final LearnerSettings PLAIN = TestingClips.plain(NETWORK);
  private static final String NORM = "conformer_layers.0.conv_module.sequential.3.";
  private static final String MEAN_OF_SIGHT = "encoders.sight." + NORM + "running_mean";
  private static final String MEAN_OF_SOUND = "encoders.sound." + NORM + "running_mean";
  private static final String VARIANCE_OF_SOUND = "encoders.sound." + NORM + "running_var";

  @Test
  void shouldBeginAsNormalAndFollowTheBatches() {
    try (Learner learner = Learner.create(PLAIN)) {
      Map<String, float[]> before = TestingSteps.values(learner);
      assertThat(before.get(MEAN_OF_SOUND)).containsOnly(0);
      assertThat(before.get(VARIANCE_OF_SOUND)).containsOnly(1);

      learner.train(TestingClips.batch(NETWORK, 8, 0));

      Map<String, float[]> after = TestingSteps.values(learner);
      assertThat(after.get(MEAN_OF_SOUND)).doesNotContain(0);
      for (float variance : after.get(VARIANCE_OF_SOUND)) { // 0.9 + 0.1 times a variance
        assertThat(variance).isGreaterThan(0.9f).isNotEqualTo(1);
      }
    }
  }

  @Test
  void shouldStayWhereTheModalityIsAbsent() {
    try (Learner learner = Learner.create(PLAIN)) {
      learner.train(TestingClips.batch(NETWORK, 8, 0));
      Map<String, float[]> before = TestingSteps.values(learner);

      learner.train(
          TestingClips.batch(NETWORK, 8, 1).stream()
              .map(clip -> TestingClips.without("sight", clip))
              .toList());

      Map<String, float[]> after = TestingSteps.values(learner);
      assertThat(after.get(MEAN_OF_SIGHT)).isEqualTo(before.get(MEAN_OF_SIGHT));
      assertThat(after.get(MEAN_OF_SOUND)).isNotEqualTo(before.get(MEAN_OF_SOUND));
    }
  }

  @Test
  void shouldStayWhereTheBatchIsNotLearnedFrom() {
    List<LabelledExample> batch = new ArrayList<>(TestingClips.batch(NETWORK, 8, 1));
    SortedMap<String, float[]> spoiled = new TreeMap<>(batch.get(3).example().inputs());
    float[] sound = spoiled.get("sound").clone();
    sound[5] = Float.NaN;
    spoiled.put("sound", sound);
    batch.set(3, new LabelledExample(new Example("spoiled", spoiled), 0));
    try (Learner learner = Learner.create(PLAIN)) {
      learner.train(TestingClips.batch(NETWORK, 8, 0));
      byte[] before = Bits.of(learner.weights());

      assertThat(learner.train(batch).trained()).isFalse();

      assertThat(Bits.of(learner.weights())).isEqualTo(before);
    }
  }

  @Test
  void shouldStayWhereTheEncoderIsFrozen() {
    OptimizerSettings frozen = OptimizerSettings.named("adam").withFrozen(Set.of("encoder.sound"));
    try (Learner learner = Learner.create(PLAIN.withOptimizer(frozen))) {
      learner.train(TestingClips.batch(NETWORK, 8, 0));
      Map<String, float[]> after = TestingSteps.values(learner);
      assertThat(after.get(MEAN_OF_SOUND)).containsOnly(0);
      assertThat(after.get(MEAN_OF_SIGHT)).doesNotContain(0);
    }
  }

  @Test
  void shouldAnswerByTheRunningOnesWhoeverElseIsThere() {
    List<LabelledExample> batch = TestingClips.batch(NETWORK, 6, 5);
    try (Learner learner = Learner.create(PLAIN)) {
      learner.train(TestingClips.batch(NETWORK, 8, 0));
      byte[] before = Bits.of(learner.weights());
      float[] alone =
          learner.predict(TestingClips.examples(batch.subList(0, 1))).get(0).byHead().get("fused");
      float[] together = learner.predict(TestingClips.examples(batch)).get(0).byHead().get("fused");

      for (int c = 0; c < alone.length; c++) {
        assertThat(alone[c]).isCloseTo(together[c], within(1e-5f));
      }
      assertThat(Bits.of(learner.weights())).as("predicting moves nothing").isEqualTo(before);
    }
  }

  /** The average's statistics lie between where they began and where the raw ones are. */
  @Test
  void shouldFollowInTheAverage() {
    try (Learner learner = Learner.create(TestingClips.settings(NETWORK))) {
      for (int k = 0; k < 5; k++) {
        learner.train(TestingClips.batch(NETWORK, 8, k));
      }
      Map<String, float[]> values = TestingSteps.values(learner);
      float[] raw = values.get(VARIANCE_OF_SOUND);
      float[] average = values.get("average." + VARIANCE_OF_SOUND);
      assertThat(average).isNotEqualTo(raw);
      for (int c = 0; c < raw.length; c++) {
        assertThat((double) average[c])
            .isBetween(Math.min(1, raw[c]) - 0.2, Math.max(1, raw[c]) + 0.2);
      }
    }
  }
}
