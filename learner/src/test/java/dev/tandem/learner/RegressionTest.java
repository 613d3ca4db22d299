package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ReadoutSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Valence and arousal, say: two targets that both modalities show. */
class RegressionTest {

  private static final Architecture PAIR =
      new Architecture(
          List.of(
              new ModalitySpec("sound", List.of(6), EncoderSpec.mlp(16)),
              new ModalitySpec("sight", List.of(5), EncoderSpec.mlp(16))),
          "late-linear",
          2,
          "regression");
  private static final LearnerSettings SETTINGS =
      LearnerSettings.of(PAIR, List.of("valence", "arousal")).withSeed(3);

  @ParameterizedTest
  @CsvSource({"mse,hedge", "ccc,hedge", "mse,fused", "ccc,fused"})
  void shouldLearnContinuousTargets(String loss, String readout) {
    LearnerSettings settings =
        SETTINGS
            .withObjective(SETTINGS.objective().withLoss(loss))
            .withReadout(new ReadoutSettings(readout, "ema"));
    try (Learner learner = Learner.create(settings)) {
      for (int k = 0; k < 400; k++) {
        assertThat(learner.train(batch(16, k)).trained()).isTrue();
      }
      List<LabelledExample> fresh = batch(100, 9999);
      List<HeadOutputs> answers = learner.predict(TestingClips.examples(fresh));
      for (int t = 0; t < 2; t++) {
        assertThat(concordance(fresh, answers, t)).as("target %d", t).isGreaterThan(0.85);
      }
      try (Predictor predictor = Predictor.load(PAIR, learner.weights())) {
        assertThat(Bits.ofAnswers(predictor.predict(TestingClips.examples(fresh))))
            .isEqualTo(Bits.ofAnswers(answers));
      }
    }
  }

  /** Sight shows the targets through more noise: its loss is larger, so it lags. */
  @Test
  void shouldAccelerateTheModalityWithTheLargerLoss() {
    try (Learner learner = Learner.create(SETTINGS)) {
      StepReport report = learner.train(batch(16, 0));
      for (int k = 1; k < 200; k++) {
        report = learner.train(batch(16, k));
      }
      assertThat(report.modalities().get("sight").ratio()).isGreaterThan(1);
      assertThat(report.modalities().get("sight").pace()).isGreaterThan(1);
      assertThat(report.modalities().get("sound").pace()).isLessThan(1);
    }
  }

  /** Its gradient is too large under mse, and as any other under ccc. */
  @ParameterizedTest
  @CsvSource({"mse,SKIPPED", "ccc,TRAINED"})
  void shouldGoOnAnsweringAfterAnAbsurdTarget(String loss, StepReport.Outcome outcome) {
    LearnerSettings settings = SETTINGS.withObjective(SETTINGS.objective().withLoss(loss));
    try (Learner learner = Learner.create(settings)) {
      List<LabelledExample> batch = new ArrayList<>(batch(16, 0));
      batch.set(3, new LabelledExample(batch.get(3).example(), List.of(1e20f, 0f)));

      assertThat(learner.train(batch).outcome()).isEqualTo(outcome);

      assertThat(learner.train(batch(16, 1)).trained()).isTrue();
      for (HeadOutputs answer : learner.predict(TestingClips.examples(batch(4, 2)))) {
        answer.byHead().forEach((head, values) -> assertThat(values[0]).as(head).isFinite());
      }
    }
  }

  @Test
  void shouldRefuseWhatIsNoTargetOfIts() {
    try (Learner learner = Learner.create(SETTINGS)) {
      Example example = batch(1, 0).get(0).example();
      assertThatThrownBy(() -> learner.train(List.of(new LabelledExample(example, 1))))
          .hasMessage(
              "clip clip-0-0: expected (2) finite targets but got []. Leave the clip out, or correct them.");
    }
    assertThatThrownBy(() -> SETTINGS.withObjective(SETTINGS.objective().withLoss("cross-entropy")))
        .hasMessage(
            "learner.loss is 'cross-entropy'; a regression knows mse, ccc. Use one of them.");
  }

  private static double concordance(List<LabelledExample> clips, List<HeadOutputs> answers, int t) {
    int n = clips.size();
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < n; i++) {
      meanX += answers.get(i).byHead().get("fused")[t] / n;
      meanY += clips.get(i).targets().get(t) / n;
    }
    double covariance = 0;
    double spread = (meanX - meanY) * (meanX - meanY);
    for (int i = 0; i < n; i++) {
      double x = answers.get(i).byHead().get("fused")[t] - meanX;
      double y = clips.get(i).targets().get(t) - meanY;
      covariance += x * y / n;
      spread += (x * x + y * y) / n;
    }
    return 2 * covariance / spread;
  }

  private static List<LabelledExample> batch(int size, long ordinal) {
    SplittableRandom random = new SplittableRandom(ordinal);
    List<LabelledExample> batch = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      float valence = (float) (2 * random.nextDouble() - 1);
      float arousal = (float) (2 * random.nextDouble() - 1);
      SortedMap<String, float[]> inputs = new TreeMap<>();
      inputs.put("sound", shown(6, 0.3, valence, arousal, random));
      inputs.put("sight", shown(5, 1.5, valence, arousal, random));
      Example example = new Example("clip-%d-%d".formatted(ordinal, i), inputs);
      batch.add(new LabelledExample(example, List.of(valence, arousal)));
    }
    return batch;
  }

  private static float[] shown(
      int size, double noise, float valence, float arousal, SplittableRandom random) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      float shown = i % 2 == 0 ? valence : arousal;
      values[i] = shown + (float) (noise * (random.nextDouble() - 0.5)) + (i == 1 ? 2 : 0);
    }
    return values;
  }
}
