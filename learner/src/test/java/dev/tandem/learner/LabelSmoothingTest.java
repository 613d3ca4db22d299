package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.SgdSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels q = (1 − ε) at the class plus ε/C everywhere, by hand from what the model answers. */
class LabelSmoothingTest {

  private static final Architecture PAIR = TestingClips.pair();
  private static final List<LabelledExample> BATCH = TestingClips.batch(PAIR, 16, 77);
  private static final double RATE = 0.5;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1})
  void shouldReportTheLossesOfItsLabels(double smoothing) {
    try (Learner learner = trained(smoothing)) {
      List<HeadOutputs> answers = learner.predict(TestingClips.examples(BATCH));
      Map<String, Double> losses = learner.train(BATCH).losses();

      assertThat(losses).containsOnlyKeys("fused", "sound", "sight");
      losses.forEach(
          (head, loss) ->
              assertThat(loss)
                  .as(head)
                  .isCloseTo(crossEntropy(answers, head, smoothing), within(1e-5)));
    }
  }

  /** The gradient of the fusion's bias is the mean of p − q. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1})
  void shouldLearnFromItsLabels(double smoothing) {
    try (Learner learner = trained(smoothing)) {
      List<HeadOutputs> answers = learner.predict(TestingClips.examples(BATCH));
      float[] moved = TestingSteps.next(learner, BATCH).changes().get("fusion.bias");

      for (int c = 0; c < moved.length; c++) {
        assertThat((double) moved[c])
            .isCloseTo(-RATE * gradient(answers, c, smoothing), within(1e-5));
      }
    }
  }

  @Test
  void shouldGiveLabelsWhoseLossesAreApart() {
    try (Learner learner = trained(0.1)) {
      List<HeadOutputs> answers = learner.predict(TestingClips.examples(BATCH));

      assertThat(crossEntropy(answers, "fused", 0.1) - crossEntropy(answers, "fused", 0))
          .isGreaterThan(0.05);
    }
  }

  private static Learner trained(double smoothing) {
    LearnerSettings plain = TestingClips.plain(PAIR).withPolicy("multi-loss");
    OptimizerSettings sgd =
        OptimizerSettings.named("sgd").withSgd(new SgdSettings(0, false)).withLearningRate(RATE);
    Learner learner =
        Learner.create(
            plain
                .withOptimizer(sgd)
                .withObjective(plain.objective().withLabelSmoothing(smoothing)));
    List<StepReport> reports = new ArrayList<>();
    for (int k = 0; k < 10; k++) {
      reports.add(learner.train(TestingClips.batch(PAIR, 16, k)));
    }
    assertThat(reports).allMatch(StepReport::trained);
    return learner;
  }

  private static double crossEntropy(List<HeadOutputs> answers, String head, double smoothing) {
    double sum = 0;
    for (int i = 0; i < BATCH.size(); i++) {
      float[] p = answers.get(i).of(head).orElseThrow();
      for (int c = 0; c < p.length; c++) {
        sum -= wanted(i, c, smoothing) * Math.log(p[c]);
      }
    }
    return sum / BATCH.size();
  }

  private static double gradient(List<HeadOutputs> answers, int c, double smoothing) {
    double sum = 0;
    for (int i = 0; i < BATCH.size(); i++) {
      sum += answers.get(i).of("fused").orElseThrow()[c] - wanted(i, c, smoothing);
    }
    return sum / BATCH.size();
  }

  private static double wanted(int i, int c, double smoothing) {
    return smoothing / 3 + (BATCH.get(i).label() == c ? 1 - smoothing : 0);
  }
}
