package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.learner.engine.ComputeDevice;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a device computes is what the processor computes, but for rounding. The processor stands in
 * for a GPU; where there is one, it is tried too.
 */
class DeviceTest {

  private static final int STEPS = 7;
  private static final ComputeDevice GPU = new ComputeDevice("gpu");
  private static final LearnerSettings STANDARD = TestingClips.settings(TestingClips.pair());

  static Stream<String> settings() {
    return TestingSettings.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void shouldLearnTheSameByOperationsOnTensors(String name) {
    requireSame(TestingSettings.all().get(name), ComputeDevice.CPU_TENSORS, 1e-4f);
  }

  @Test
  void shouldLearnTheSameOnAGpu() {
    assumeGpu();
    TestingSettings.all().values().forEach(settings -> requireSame(settings, GPU, 1e-2f));
  }

  private static void requireSame(LearnerSettings settings, ComputeDevice device, float tolerance) {
    try (Learner here = Learner.create(on(ComputeDevice.CPU, settings));
        Learner there = Learner.create(on(device, settings))) {
      for (int k = 0; k < STEPS; k++) {
        List<LabelledExample> batch = TestingSettings.batch(settings, k);
        Map<String, Double> expected = here.train(batch).losses();
        there
            .train(batch)
            .losses()
            .forEach(
                (head, loss) ->
                    assertThat(loss)
                        .as(head)
                        .isCloseTo(expected.get(head), within((double) tolerance)));
      }
      requireSameAnswers(here, there, tolerance);
      assertThat(Bits.of(there.weights())).as("it learned").isNotEqualTo(Bits.of(fresh(settings)));
    }
  }

  private static void requireSameAnswers(Learner here, Learner there, float tolerance) {
    List<Example> examples = TestingClips.examples(TestingSettings.batch(here.settings(), 1));
    List<HeadProbabilities> expected = here.predict(examples);
    List<HeadProbabilities> answers = there.predict(examples);
    for (int row = 0; row < expected.size(); row++) {
      Map<String, float[]> answer = answers.get(row).byHead();
      expected
          .get(row)
          .byHead()
          .forEach((head, p) -> assertThat(answer.get(head)).containsExactly(p, within(tolerance)));
    }
  }

  @Test
  void shouldTakeAStateFromOneDeviceToAnother() {
    LearnerSettings tensors = on(ComputeDevice.CPU_TENSORS, STANDARD);
    try (Learner there = Learner.create(tensors)) {
      there.train(TestingSettings.batch(STANDARD, 0));
      LearnerState state = there.state();
      try (Learner here = Learner.restore(STANDARD, state)) {
        assertThat(Bits.of(here.weights())).isEqualTo(Bits.of(there.weights()));
        List<LabelledExample> batch = TestingSettings.batch(STANDARD, 1);
        here.train(batch);
        there.train(batch);
        requireSameAnswers(here, there, 1e-5f);
      }
    }
  }

  @Test
  void shouldPublishWhatThePredictorAnswers() {
    try (Learner learner = Learner.create(on(ComputeDevice.CPU_TENSORS, STANDARD))) {
      learner.train(TestingSettings.batch(STANDARD, 0));
      List<Example> examples = TestingClips.examples(TestingSettings.batch(STANDARD, 1));
      try (Predictor version = Predictor.load(STANDARD.architecture(), learner.weights())) {
        assertThat(Bits.ofAnswers(version.predict(examples)))
            .isEqualTo(Bits.ofAnswers(learner.predict(examples)));
      }
    }
  }

  @Test
  void shouldSkipWhatIsNotFinite() {
    try (Learner learner = Learner.create(on(ComputeDevice.CPU_TENSORS, STANDARD))) {
      byte[] before = Bits.of(learner.weights());
      List<LabelledExample> batch = TestingClips.batch(STANDARD.architecture(), 6, 0);
      batch.get(2).example().inputs().get("sound")[0] = Float.NaN;

      assertThat(learner.train(batch).outcome()).isEqualTo(StepReport.Outcome.SKIPPED);
      assertThat(Bits.of(learner.weights())).isEqualTo(before);
    }
  }

  @Test
  void shouldSayThatThereIsNoSuchGpu() {
    assertThatThrownBy(() -> Learner.create(on(new ComputeDevice("gpu:99"), STANDARD)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching(
            "learner.device is gpu:99; PyTorch has \\d+ GPUs in this process. Use cpu, or give it a build for CUDA and a GPU, as docs/gpu.md says.");
  }

  @Test
  void shouldNameTheDevicesItKnows() {
    assertThatThrownBy(() -> new ComputeDevice("cuda"))
        .hasMessage(
            "learner.device is 'cuda'; known are cpu, gpu, gpu:N, cpu-tensors. Use one of them.");
  }

  private static void assumeGpu() {
    try {
      GPU.requirePresent();
    } catch (IllegalStateException e) {
      assumeTrue(false, e.getMessage());
    }
  }

  private static List<WeightTensor> fresh(LearnerSettings settings) {
    try (Learner learner = Learner.create(settings)) {
      return learner.weights();
    }
  }

  private static LearnerSettings on(ComputeDevice device, LearnerSettings settings) {
    return settings.withCompute(ComputeSettings.defaults().withDevice(device.name()));
  }
}
