package dev.tandem.learner.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.engine.FloatTensor;
import dev.tandem.learner.network.Initializer;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.network.ParameterLayout;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.spec.ComputeDevice;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.ParameterGroup;
import dev.tandem.learner.spec.SgdSettings;
import dev.tandem.learner.spec.TensorShape;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Against numbers worked out by hand from the formulas in PyTorch's documentation. */
@ParameterizedClass
@ValueSource(strings = {"cpu", "cpu-tensors"})
class OptimizerTest {

  private static final Offset<Float> TIGHT = within(2e-7f);
  private static final Parameter A = parameter(0, 2, 0);
  private static final Parameter B = parameter(1, 1, 16);

  private final ComputeDevice device;

  OptimizerTest(String device) {
    this.device = new ComputeDevice(device);
  }

  @Test
  void shouldStepSgdWithMomentumAndWeightDecay() {
    OptimizerSettings sgd =
        OptimizerSettings.named("sgd")
            .withLearningRate(0.1)
            .withSgd(new SgdSettings(0.5, false))
            .withWeightDecay(0.1);
    try (Model model = model(sgd, 1, -2)) {
      // g + wd p = (0.6, 0.8), b = same, p - 0.1 b
      model.step(plain(A, 0.5f, 1f));
      assertThat(model.value(0)).isCloseTo(0.94f, TIGHT);
      assertThat(model.value(1)).isCloseTo(-2.08f, TIGHT);
      // g + wd p = (0.094, -0.208), b = 0.5 (0.6, 0.8) + that = (0.394, 0.192)
      model.step(plain(A, 0f, 0f));
      assertThat(model.value(0)).isCloseTo(0.9006f, TIGHT);
      assertThat(model.value(1)).isCloseTo(-2.0992f, TIGHT);
    }
  }

  @Test
  void shouldStepAdamWithBiasCorrection() {
    OptimizerSettings adam = OptimizerSettings.named("adam").withLearningRate(0.1);
    try (Model model = model(adam, 1, -2)) {
      // first step: m/(1-b1) = g, sqrt(v/(1-b2)) = |g|, so p moves by lr against the sign
      model.step(plain(A, 0.5f, -3f));
      assertThat(model.value(0)).isCloseTo(0.9f, TIGHT);
      assertThat(model.value(1)).isCloseTo(-1.9f, TIGHT);
      // m = 0.9 0.05 + 0.1 1 = 0.145, /0.19 = 0.763158; v = 0.999 0.00025 + 0.001 = 0.00124975,
      // /0.001999 = 0.625188, root 0.790688; 0.1 0.763158 / 0.790688 = 0.0965182
      model.step(plain(A, 1f, 0f));
      assertThat(model.value(0)).isCloseTo(0.9f - 0.0965182f, within(1e-6f));
    }
  }

  @Test
  void shouldLeaveAloneWhatHasNoGradient() {
    OptimizerSettings adam =
        OptimizerSettings.named("adam").withLearningRate(0.1).withWeightDecay(0.5);
    try (Model skipping = model(adam, 1, -2);
        Model fresh = model(adam, 0, 0)) {
      for (int k = 0; k < 5; k++) {
        skipping.step(plain(A, 1f, 1f));
      }
      assertThat(skipping.value(16)).isEqualTo(3);
      skipping.step(plain(B, 0.2f));
      fresh.step(plain(B, 0.2f));

      assertThat(skipping.value(16)).isEqualTo(fresh.value(16));
      assertThat(fresh.value(0)).isZero();
    }
  }

  @Test
  void shouldUpdateNeighboursAsIfEachWereAlone() {
    OptimizerSettings adamW =
        OptimizerSettings.named("adamw").withLearningRate(0.1).withWeightDecay(0.5);
    try (Model together = model(adamW, 1, -2);
        Model alone = model(adamW, 1, -2)) {
      together.step(plain(A, 0.5f, -3f), plain(B, 0.2f));
      alone.step(plain(A, 0.5f, -3f));
      alone.step(plain(B, 0.2f));

      assertThat(together.values()).containsExactly(alone.values());
    }
  }

  @Test
  void shouldScaleTheUpdateWhereAdamWouldUndoAScaledGradient() {
    OptimizerSettings adam = OptimizerSettings.named("adam").withLearningRate(0.1);
    try (Model onUpdate = model(adam, 1, 1);
        Model onGradient = model(adam, 1, 1)) {
      onUpdate.step(gradient(A, 2f, -2f).paced(1, 1.5));
      onGradient.step(gradient(A, 2f, -2f).paced(1.5, 1));

      assertThat(onUpdate.value(0)).isCloseTo(0.85f, TIGHT);
      assertThat(onGradient.value(0)).isCloseTo(0.9f, TIGHT);
    }
  }

  @Test
  void shouldClipTheGlobalNormAfterThePaceOfTheGradient() {
    try (Model model = model(plainSgd().withClipNorm(OptionalDouble.of(1)), 0, 0)) {
      // gradients (3, 0) at pace 1 and 2 at pace 2: norm of (3, 0, 4) is 5
      model.step(plain(A, 3f, 0f), gradient(B, 2f).paced(2, 1));

      assertThat(model.value(0)).isCloseTo(-0.6f, within(1e-6f));
      assertThat(model.value(16)).isCloseTo(3 - 0.8f, within(1e-6f));
    }
  }

  @Test
  void shouldNotClipWhatIsShortEnough() {
    try (Model model = model(plainSgd().withClipNorm(OptionalDouble.of(10)), 0, 0)) {
      model.step(plain(A, 3f, -4f));

      assertThat(model.value(0)).isEqualTo(-3);
      assertThat(model.value(1)).isEqualTo(4);
    }
  }

  @Test
  void shouldTreatLongParametersAsShortOnes() {
    int size = 5000;
    Parameter whole = parameter(0, size, 0);
    Parameter few = parameter(0, 7, 0);
    float[] gradient = new float[size];
    for (int i = 0; i < size; i++) {
      gradient[i] = i % 7 - 3;
    }
    OptimizerSettings adam = OptimizerSettings.named("adam");
    try (Model large = new Model(adam, layout(whole), new float[size]);
        Model small = new Model(adam, layout(few), new float[7])) {
      for (int k = 0; k < 2; k++) {
        large.step(plain(whole, gradient));
        small.step(plain(few, Arrays.copyOf(gradient, 7)));
      }
      for (int i = 0; i < size; i++) {
        assertThat(large.value(i)).isEqualTo(small.value(i % 7));
      }
    }
  }

  @Test
  void shouldDecayWhateverThePace() {
    OptimizerSettings adamW =
        OptimizerSettings.named("adamw").withLearningRate(0.1).withWeightDecay(0.5);
    try (Model model = model(adamW, 2, 0)) {
      // 2 (1 - 0.1 0.5) = 1.9, then the first step of Adam is lr against the sign, here times 3
      model.step(gradient(A, 7f, 0f).paced(1, 3));

      assertThat(model.value(0)).isCloseTo(1.6f, TIGHT);
    }
  }

  @Test
  void shouldScaleTheRateBySchedule() {
    try (Model model = model(plainSgd(), 1, 1)) {
      model.optimizer.step(List.of(plain(A, 1f, -1f)), 0.25);

      assertThat(model.value(0)).isEqualTo(0.75f);
      assertThat(model.value(1)).isEqualTo(1.25f);
    }
  }

  @Test
  void shouldTellWhetherAGradientIsBounded() {
    try (Model model = model(plainSgd(), 0, 0)) {
      assertThat(model.measured(0x1p56f, 0x1p55f).bounded()).isTrue();
      assertThat(model.measured(0x1p56f, 0x1p57f).bounded()).isFalse();
      assertThat(model.measured(3e38f, 3e38f).bounded()).isFalse();
      assertThat(model.measured(3f, 4f).squares()).isEqualTo(25);
      assertThat(model.measured(0f, Float.NaN).bounded()).isFalse();
      assertThat(model.measured(Float.NEGATIVE_INFINITY, 1f).bounded()).isFalse();
    }
  }

  @Test
  void shouldSayHowGradientsAgreeWithWhereParametersWereGoing() {
    try (Model model = model(plainSgd(), 0, 0)) {
      assertThat(model.agreement(3, 4, 1)).isZero();
      model.step(plain(A, 1f, 0f), plain(B, 2f));

      // (3, 4, 1) and (1, 0, 2)
      assertThat(model.agreement(3, 4, 1)).isCloseTo(5 / Math.sqrt(26 * 5), within(1e-6));
      assertThat(model.agreement(0, 0, 0)).isZero();
    }
  }

  @Test
  void shouldRefuseTheStateOfAnother() {
    try (Model sgd = new Model(plainSgd(), layout(A), new float[18]);
        Model adam = model(OptimizerSettings.named("adam"), 0, 0)) {
      OptimizerState state = sgd.optimizer.state();

      assertThatThrownBy(() -> adam.optimizer.restore(state))
          .hasMessage(
              "optimizer state: expected 2 moments of 2 parameters but got 1 of 1. Restore with the settings it was saved with.");
    }
  }

  /** Parameters and what updates them. */
  private final class Model implements AutoCloseable {

    private final ParameterStore parameters;
    private final Optimizer optimizer;

    Model(OptimizerSettings settings, ParameterLayout layout, float[] values) {
      parameters = ParameterStore.of(layout, Arrays.copyOf(values, layout.floats()), device);
      optimizer = new Optimizer(settings, parameters);
    }

    void step(PacedGradient... gradients) {
      optimizer.step(List.of(gradients), 1);
    }

    Gradient measured(float... values) {
      return optimizer.measured(List.of(unmeasured(A, values)), false).get(0);
    }

    double agreement(float first, float second, float third) {
      return Agreement.cosine(
          optimizer.measured(List.of(unmeasured(A, first, second), unmeasured(B, third)), true));
    }

    float[] values() {
      return parameters.copy();
    }

    float value(int offset) {
      return values()[offset];
    }

    @Override
    public void close() {
      optimizer.close();
      parameters.close();
    }
  }

  /** Of A and B, whose value is 3. */
  private Model model(OptimizerSettings settings, float first, float second) {
    float[] values = new float[17];
    values[A.offset()] = first;
    values[A.offset() + 1] = second;
    values[B.offset()] = 3;
    return new Model(settings, layout(A, B), values);
  }

  private static OptimizerSettings plainSgd() {
    return OptimizerSettings.named("sgd").withLearningRate(1).withSgd(new SgdSettings(0, false));
  }

  private static PacedGradient plain(Parameter parameter, float... values) {
    return gradient(parameter, values).paced(1, 1);
  }

  private static Gradient.Unmeasured unmeasured(Parameter parameter, float... values) {
    return new Gradient.Unmeasured(parameter, FloatTensor.of(values));
  }

  private static Gradient gradient(Parameter parameter, float... values) {
    return Gradient.of(parameter, FloatTensor.of(values));
  }

  private static ParameterLayout layout(Parameter... parameters) {
    Parameter last = parameters[parameters.length - 1];
    return new ParameterLayout(List.of(parameters), last.offset() + last.size());
  }

  private static Parameter parameter(int ordinal, int size, int offset) {
    return new Parameter(
        "p" + ordinal,
        ordinal,
        TensorShape.of(size),
        offset,
        ParameterGroup.encoder("m"),
        false,
        true,
        Initializer.constant(0));
  }
}
