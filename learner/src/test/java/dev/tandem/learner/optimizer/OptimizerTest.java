package dev.tandem.learner.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.OptimizerSettings;
import dev.tandem.learner.SgdSettings;
import dev.tandem.learner.TensorShape;
import dev.tandem.learner.network.Initializer;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.network.ParameterGroup;
import dev.tandem.learner.network.ParameterLayout;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against numbers worked out by hand from the formulas in PyTorch's documentation. */
class OptimizerTest {

  private static final Offset<Float> TIGHT = within(2e-7f);
  private static final Parameter A = parameter(0, 2, 0);
  private static final Parameter B = parameter(1, 1, 16);

  @Test
  void shouldStepSgdWithMomentumAndWeightDecay() {
    OptimizerSettings sgd =
        OptimizerSettings.named("sgd")
            .withLearningRate(0.1)
            .withSgd(new SgdSettings(0.5, false))
            .withWeightDecay(0.1);
    Optimizer optimizer = new Optimizer(sgd, layout(A));
    FloatBuffer values = values(1, -2);

    // g + wd p = (0.6, 0.8), b = same, p - 0.1 b
    optimizer.step(values, List.of(plain(A, 0.5f, 1f)), 1);
    assertThat(values.get(0)).isCloseTo(0.94f, TIGHT);
    assertThat(values.get(1)).isCloseTo(-2.08f, TIGHT);
    // g + wd p = (0.094, -0.208), b = 0.5 (0.6, 0.8) + that = (0.394, 0.192)
    optimizer.step(values, List.of(plain(A, 0f, 0f)), 1);
    assertThat(values.get(0)).isCloseTo(0.9006f, TIGHT);
    assertThat(values.get(1)).isCloseTo(-2.0992f, TIGHT);
  }

  @Test
  void shouldStepAdamWithBiasCorrection() {
    OptimizerSettings adam = OptimizerSettings.named("adam").withLearningRate(0.1);
    Optimizer optimizer = new Optimizer(adam, layout(A));
    FloatBuffer values = values(1, -2);

    // first step: m/(1-b1) = g, sqrt(v/(1-b2)) = |g|, so p moves by lr against the sign
    optimizer.step(values, List.of(plain(A, 0.5f, -3f)), 1);
    assertThat(values.get(0)).isCloseTo(0.9f, TIGHT);
    assertThat(values.get(1)).isCloseTo(-1.9f, TIGHT);
    // m = 0.9 0.05 + 0.1 1 = 0.145, /0.19 = 0.763158; v = 0.999 0.00025 + 0.001 = 0.00124975,
    // /0.001999 = 0.625188, root 0.790688; 0.1 0.763158 / 0.790688 = 0.0965182
    optimizer.step(values, List.of(plain(A, 1f, 0f)), 1);
    assertThat(values.get(0)).isCloseTo(0.9f - 0.0965182f, within(1e-6f));
  }

  @Test
  void shouldLeaveAloneWhatHasNoGradient() {
    OptimizerSettings adam =
        OptimizerSettings.named("adam").withLearningRate(0.1).withWeightDecay(0.5);
    Optimizer skipping = new Optimizer(adam, layout(A, B));
    Optimizer fresh = new Optimizer(adam, layout(A, B));
    FloatBuffer values = values(1, -2);
    FloatBuffer freshValues = values(0, 0);
    values.put(16, 3);
    freshValues.put(16, 3);

    for (int k = 0; k < 5; k++) {
      skipping.step(values, List.of(plain(A, 1f, 1f)), 1);
    }
    assertThat(values.get(16)).isEqualTo(3);
    skipping.step(values, List.of(plain(B, 0.2f)), 1);
    fresh.step(freshValues, List.of(plain(B, 0.2f)), 1);

    assertThat(values.get(16)).isEqualTo(freshValues.get(16));
  }

  @Test
  void shouldScaleTheUpdateWhereAdamWouldUndoAScaledGradient() {
    OptimizerSettings adam = OptimizerSettings.named("adam").withLearningRate(0.1);
    FloatBuffer onUpdate = values(1, 1);
    FloatBuffer onGradient = values(1, 1);

    new Optimizer(adam, layout(A))
        .step(onUpdate, List.of(Gradient.of(A, gradient(2f, -2f)).paced(1, 1.5)), 1);
    new Optimizer(adam, layout(A))
        .step(onGradient, List.of(Gradient.of(A, gradient(2f, -2f)).paced(1.5, 1)), 1);

    assertThat(onUpdate.get(0)).isCloseTo(0.85f, TIGHT);
    assertThat(onGradient.get(0)).isCloseTo(0.9f, TIGHT);
  }

  @Test
  void shouldClipTheGlobalNormAfterThePaceOfTheGradient() {
    OptimizerSettings sgd =
        OptimizerSettings.named("sgd")
            .withLearningRate(1)
            .withSgd(new SgdSettings(0, false))
            .withClipNorm(OptionalDouble.of(1));
    Optimizer optimizer = new Optimizer(sgd, layout(A, B));
    FloatBuffer values = values(0, 0);

    // gradients (3, 0) at pace 1 and 2 at pace 2: norm of (3, 0, 4) is 5
    optimizer.step(values, List.of(plain(A, 3f, 0f), Gradient.of(B, gradient(2f)).paced(2, 1)), 1);

    assertThat(values.get(0)).isCloseTo(-0.6f, within(1e-6f));
    assertThat(values.get(16)).isCloseTo(-0.8f, within(1e-6f));
  }

  @Test
  void shouldNotClipWhatIsShortEnough() {
    OptimizerSettings sgd =
        OptimizerSettings.named("sgd")
            .withLearningRate(1)
            .withSgd(new SgdSettings(0, false))
            .withClipNorm(OptionalDouble.of(10));
    FloatBuffer values = values(0, 0);

    new Optimizer(sgd, layout(A)).step(values, List.of(plain(A, 3f, -4f)), 1);

    assertThat(values.get(0)).isEqualTo(-3);
    assertThat(values.get(1)).isEqualTo(4);
  }

  @Test
  void shouldTreatLongParametersAsShortOnes() {
    int size = 5000;
    Parameter whole = parameter(0, size, 0);
    FloatBuffer values = FloatBuffer.allocate(size);
    float[] gradient = new float[size];
    for (int i = 0; i < size; i++) {
      gradient[i] = i % 7 - 3;
    }
    Optimizer optimizer = new Optimizer(OptimizerSettings.named("adam"), layout(whole));
    optimizer.step(values, List.of(plain(whole, gradient)), 1);
    optimizer.step(values, List.of(plain(whole, gradient)), 1);

    FloatBuffer alone = FloatBuffer.allocate(7);
    Parameter few = parameter(0, 7, 0);
    Optimizer small = new Optimizer(OptimizerSettings.named("adam"), layout(few));
    small.step(alone, List.of(plain(few, -3, -2, -1, 0, 1, 2, 3)), 1);
    small.step(alone, List.of(plain(few, -3, -2, -1, 0, 1, 2, 3)), 1);
    for (int i = 0; i < size; i++) {
      assertThat(values.get(i)).isEqualTo(alone.get(i % 7));
    }
  }

  @Test
  void shouldDecayWhateverThePace() {
    OptimizerSettings adamW =
        OptimizerSettings.named("adamw").withLearningRate(0.1).withWeightDecay(0.5);
    FloatBuffer values = values(2, 0);

    // 2 (1 - 0.1 0.5) = 1.9, then the first step of Adam is lr against the sign, here times 3
    new Optimizer(adamW, layout(A))
        .step(values, List.of(Gradient.of(A, gradient(7f, 0f)).paced(1, 3)), 1);

    assertThat(values.get(0)).isCloseTo(1.6f, TIGHT);
  }

  @Test
  void shouldScaleTheRateBySchedule() {
    OptimizerSettings sgd =
        OptimizerSettings.named("sgd").withLearningRate(1).withSgd(new SgdSettings(0, false));
    FloatBuffer values = values(1, 1);

    new Optimizer(sgd, layout(A)).step(values, List.of(plain(A, 1f, -1f)), 0.25);

    assertThat(values.get(0)).isEqualTo(0.75f);
    assertThat(values.get(1)).isEqualTo(1.25f);
  }

  @Test
  void shouldTellWhetherAGradientIsBounded() {
    assertThat(Gradient.of(A, gradient(0x1p56f, 0x1p55f)).bounded()).isTrue();
    assertThat(Gradient.of(A, gradient(0x1p56f, 0x1p57f)).bounded()).isFalse();
    assertThat(Gradient.of(A, gradient(3e38f, 3e38f)).squares()).isFinite();
    assertThat(Gradient.of(A, gradient(3f, 4f)).squares()).isEqualTo(25);
    assertThat(Gradient.of(A, gradient(0f, Float.NaN)).bounded()).isFalse();
    assertThat(Gradient.of(A, gradient(Float.NEGATIVE_INFINITY, 1f)).bounded()).isFalse();
  }

  @Test
  void shouldRefuseTheStateOfAnother() {
    Optimizer sgd = new Optimizer(OptimizerSettings.named("sgd"), layout(A));
    Optimizer adam = new Optimizer(OptimizerSettings.named("adam"), layout(A, B));

    assertThatThrownBy(() -> adam.restore(sgd.state()))
        .hasMessage(
            "optimizer state: expected 2 moments of 2 parameters but got 1 of 1. Restore with the settings it was saved with.");
  }

  private static FloatBuffer values(float first, float second) {
    return FloatBuffer.allocate(32).put(0, first).put(1, second);
  }

  private static FloatBuffer gradient(float... values) {
    return FloatBuffer.wrap(values);
  }

  private static PacedGradient plain(Parameter parameter, float... gradient) {
    return Gradient.of(parameter, gradient(gradient)).paced(1, 1);
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
        Initializer.constant(0));
  }
}
