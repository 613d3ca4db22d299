package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.engine.Devices;
import dev.tandem.learner.spec.ComputeDevice;
import dev.tandem.learner.spec.ComputeSettings;
import dev.tandem.learner.spec.LearnerSettings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a device computes is what the processor computes, but for rounding. The processor stands in
 * for a GPU; where PyTorch finds one, it is tried too.
 */
class DeviceTest {

  private static final int STEPS = 7;
  private static final ComputeDevice GPU = new ComputeDevice("gpu");
  private static final LearnerSettings STANDARD = TestingClips.settings(TestingClips.pair());

  /** By device, how far its numbers may be from the processor's; a GPU where there is one. */
  private static final Map<ComputeDevice, Float> DEVICES = devices();

  private static Map<ComputeDevice, Float> devices() {
    Map<ComputeDevice, Float> devices =
        new LinkedHashMap<>(Map.of(ComputeDevice.CPU_TENSORS, 1e-4f));
    try {
      Devices.requirePresent(GPU);
      devices.put(GPU, 1e-2f);
    } catch (IllegalStateException e) {
      System.err.println("DeviceTest without a GPU: " + e.getMessage());
    }
    return devices;
  }

  private static final float LOOSE = 5e-3f;

  static Set<ComputeDevice> present() {
    return DEVICES.keySet();
  }

  static Stream<Arguments> settingsOnDevices() {
    return TestingSettings.all().entrySet().stream()
        .filter(entry -> entry.getValue().compute().device().isHost())
        .flatMap(entry -> present().stream().map(device -> Arguments.of(entry.getKey(), device)));
  }

  @ParameterizedTest
  @MethodSource("settingsOnDevices")
  void shouldLearnTheSame(String name, ComputeDevice device) {
    LearnerSettings settings = TestingSettings.all().get(name);
    float tolerance = DEVICES.get(device);
    try (Learner here = Learner.create(settings);
        Learner there = Learner.create(on(device, settings))) {
      for (int k = 0; k < STEPS; k++) {
        List<LabelledExample> batch = TestingSettings.batch(settings, k);
        StepReport expected = here.train(batch);
        StepReport report = there.train(batch);
        report
            .losses()
            .forEach(
                (head, loss) ->
                    assertThat(loss)
                        .as(head)
                        .isCloseTo(expected.losses().get(head), within((double) tolerance)));
      }
      if (name.contains(
          "conformer")) { // answers see how far a running mean lags behind such a bias
        requireSameWeights(here, there, LOOSE);
        requireSameAnswers(here, there, LOOSE);
      } else {
        requireSameWeights(here, there, tolerance);
        requireSameAnswers(here, there, tolerance);
      }
      assertThat(Bits.of(there.weights())).as("it learned").isNotEqualTo(Bits.of(fresh(settings)));
    }
  }

  private static void requireSameWeights(Learner here, Learner there, float tolerance) {
    List<WeightTensor> expected = here.weights();
    List<WeightTensor> weights = there.weights();
    for (int t = 0; t < expected.size(); t++) {
      assertThat(floats(weights.get(t)))
          .as(expected.get(t).name())
          .containsExactly(floats(expected.get(t)), within(tolerance));
    }
  }

  /**
   * What is determined of a tensor. A bias of keys is not: it changes no softmax, so its gradient
   * is rounding alone, of which Adam makes whole steps.
   */
  private static float[] floats(WeightTensor tensor) {
    float[] floats = new float[tensor.data().remaining() / Float.BYTES];
    tensor.data().asFloatBuffer().get(floats);
    if (tensor.name().endsWith("in_proj_bias")) {
      int third = floats.length / 3;
      Arrays.fill(floats, third, 2 * third, 0);
    }
    if (tensor.name().endsWith("sequential.2.bias")
        || tensor.name().endsWith("sequential.3.running_mean")) {
      Arrays.fill(floats, 0);
    }
    return floats;
  }

  private static void requireSameAnswers(Learner here, Learner there, float tolerance) {
    List<Example> examples = TestingClips.examples(TestingSettings.batch(here.settings(), 1));
    requireSameAnswers(here.predict(examples), there.predict(examples), tolerance);
  }

  private static void requireSameAnswers(
      List<HeadOutputs> expected, List<HeadOutputs> answers, float tolerance) {
    for (int row = 0; row < expected.size(); row++) {
      Map<String, float[]> answer = answers.get(row).byHead();
      expected
          .get(row)
          .byHead()
          .forEach((head, p) -> assertThat(answer.get(head)).containsExactly(p, within(tolerance)));
    }
  }

  @ParameterizedTest
  @MethodSource("present")
  void shouldTakeAStateFromOneDeviceToAnother(ComputeDevice device) {
    try (Learner there = Learner.create(on(device, STANDARD))) {
      there.train(TestingSettings.batch(STANDARD, 0));
      LearnerState state = there.state();
      try (Learner here = Learner.restore(STANDARD, state)) {
        assertThat(Bits.of(here.weights())).isEqualTo(Bits.of(there.weights()));
        List<LabelledExample> batch = TestingSettings.batch(STANDARD, 1);
        here.train(batch);
        there.train(batch);
        requireSameAnswers(here, there, DEVICES.get(device));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("present")
  void shouldGrowAndResumeAsOnTheProcessor(ComputeDevice device) {
    try (Learner here = grownAndResumed(STANDARD);
        Learner there = grownAndResumed(on(device, STANDARD))) {
      List<LabelledExample> batch = TestingSettings.batch(here.settings(), 2);
      here.train(batch);
      there.train(batch);

      requireSameWeights(here, there, DEVICES.get(device));
    }
  }

  /** It knows a class more, and goes on from what it was a step ago. */
  private static Learner grownAndResumed(LearnerSettings settings) {
    Learner learner = Learner.create(settings);
    learner.train(TestingSettings.batch(settings, 0));
    Learner grown = learner.grownBy(List.of("another"));
    List<WeightTensor> version = grown.weights();
    grown.train(TestingSettings.batch(grown.settings(), 1));
    grown.resume(version);
    assertThat(Bits.of(grown.weights())).isEqualTo(Bits.of(version));
    return grown;
  }

  @ParameterizedTest
  @MethodSource("present")
  void shouldPublishWhatThePredictorAnswers(ComputeDevice device) {
    try (Learner learner = Learner.create(on(device, STANDARD))) {
      learner.train(TestingSettings.batch(STANDARD, 0));
      List<Example> examples = TestingClips.examples(TestingSettings.batch(STANDARD, 1));
      try (Predictor version = Predictor.load(STANDARD.architecture(), learner.weights())) {
        requireSameAnswers(
            version.predict(examples), learner.predict(examples), DEVICES.get(device));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("present")
  void shouldSkipWhatIsNotFinite(ComputeDevice device) {
    try (Learner learner = Learner.create(on(device, STANDARD))) {
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
            "learner.device is gpu:99; PyTorch .+\\. Use cpu, or give the process a build for CUDA and a GPU, as docs/gpu.md says.");
  }

  @Test
  void shouldNameTheDevicesItKnows() {
    assertThatThrownBy(() -> new ComputeDevice("cuda"))
        .hasMessage(
            "learner.device is 'cuda'; known are cpu, gpu, gpu:N, cpu-tensors. Use one of them.");
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
