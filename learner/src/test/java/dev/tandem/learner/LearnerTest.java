package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.policy.Policies;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.ComputeSettings;
import dev.tandem.learner.spec.LearnerSettings;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearnerTest {

  private static final Architecture PAIR = TestingClips.pair();

  private static List<String> policies() {
    return Policies.names();
  }

  @ParameterizedTest
  @MethodSource("policies")
  void shouldLearnEveryHeadUnderEveryPolicy(String policy) {
    try (Learner learner = Learner.create(TestingClips.settings(PAIR).withPolicy(policy))) {
      for (int k = 0; k < 160; k++) {
        learner.train(TestingClips.batch(PAIR, 16, k));
      }

      List<LabelledExample> fresh = TestingClips.batch(PAIR, 200, 999);
      List<HeadOutputs> predictions = learner.predict(TestingClips.examples(fresh));

      for (String head : List.of("fused", "sound", "sight")) {
        long correct =
            IntStream.range(0, fresh.size())
                .filter(i -> predictions.get(i).argMax(head).orElseThrow() == fresh.get(i).label())
                .count();
        assertThat(correct).as(head).isGreaterThan(190);
      }
      assertThat(learner.step()).isEqualTo(160);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void shouldReportLossesScoresRatiosAndPacesInOrder(int modalities) {
    Architecture architecture = modalities == 2 ? PAIR : TestingClips.triple();
    try (Learner learner = Learner.create(TestingClips.settings(architecture))) {
      StepReport report = learner.train(TestingClips.batch(architecture, 8, 0));

      assertThat(report.step()).isEqualTo(1);
      assertThat(report.examples()).isEqualTo(8);
      assertThat(report.losses().keySet()).first().isEqualTo("fused");
      assertThat(report.losses()).hasSize(modalities + 1);
      assertThat(report.losses().values()).allMatch(loss -> loss > 0 && loss < 10);
      assertThat(report.modalities().keySet())
          .containsExactlyElementsOf(architecture.modalityNames());
      assertThat(report.modalities().values())
          .allSatisfy(
              m -> assertThat(m.pace()).isEqualTo(1 + StrictMath.tanh(0.8 * (m.ratio() - 1))));
    }
  }

  @Test
  void shouldStartAndTrainTheSameFromTheSameSeedOnly() {
    assertThat(digestAfter(TestingClips.settings(PAIR), 20))
        .isEqualTo(digestAfter(TestingClips.settings(PAIR), 20))
        .isNotEqualTo(digestAfter(TestingClips.settings(PAIR).withSeed(8), 20));
  }

  @Test
  void shouldDependOnTheOrderOfBatches() {
    try (Learner one = Learner.create(TestingClips.settings(PAIR));
        Learner other = Learner.create(TestingClips.settings(PAIR))) {
      one.train(TestingClips.batch(PAIR, 8, 0));
      one.train(TestingClips.batch(PAIR, 8, 1));
      other.train(TestingClips.batch(PAIR, 8, 1));
      other.train(TestingClips.batch(PAIR, 8, 0));

      assertThat(Bits.of(one.weights())).isNotEqualTo(Bits.of(other.weights()));
    }
  }

  @Test
  void shouldRefuseWhatDoesNotFitAndStayAsItWas() {
    try (Learner learner = Learner.create(TestingClips.settings(PAIR))) {
      byte[] before = Bits.of(learner.state());
      SortedMap<String, float[]> inputs = new TreeMap<>();
      inputs.put("sight", new float[60]);
      Example wrong = new Example("c7", inputs);

      assertThatThrownBy(() -> learner.train(List.of(new LabelledExample(wrong, 0))))
          .hasMessage(
              "clip c7, modality sight: expected (7, 9), 63 values, but got (60). Give the model's own features.");
      assertThatThrownBy(() -> learner.train(List.of(new LabelledExample(wrong, 3))))
          .hasMessage(
              "clip c7: label is 3; must be 0 to 2. Leave the clip out, or name its class.");
      assertThatThrownBy(() -> learner.train(List.of()))
          .hasMessage("the batch has 0 examples; must have at least 1. Give one.");
      assertThatThrownBy(() -> learner.predict(List.of(new Example("c8", new TreeMap<>()))))
          .hasMessage(
              "clip c8: expected modalities of [sound, sight], at least one, but got []. Leave out what the model does not have.");
      assertThat(Bits.of(learner.state())).isEqualTo(before);
    }
  }

  @Test
  void shouldRefuseUseAfterClosing() {
    Learner learner = Learner.create(TestingClips.settings(PAIR));
    learner.close();
    learner.close();

    assertThatThrownBy(learner::weights)
        .hasMessage("the learner is closed; create or restore another.");
  }

  @Test
  void shouldRefuseAnotherNumberOfThreadsInTheSameJvm() {
    Learner.create(TestingClips.settings(PAIR)).close();

    assertThatThrownBy(
            () ->
                Learner.create(
                    TestingClips.settings(PAIR)
                        .withCompute(ComputeSettings.defaults().withThreads(2))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "learner.threads is 2; PyTorch already runs with 1 in this JVM and cannot change. Use 1, or start another JVM.");
  }

  private static byte[] digestAfter(LearnerSettings settings, int steps) {
    try (Learner learner = Learner.create(settings)) {
      for (int k = 0; k < steps; k++) {
        learner.train(TestingClips.batch(PAIR, 16, k));
      }
      return Bits.of(learner.weights());
    }
  }
}
