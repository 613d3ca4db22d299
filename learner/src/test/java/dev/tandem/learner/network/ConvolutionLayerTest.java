package dev.tandem.learner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.spec.ComputeDevice;
import dev.tandem.learner.spec.ParameterGroup;
import dev.tandem.learner.spec.TensorShape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A row alone is convolved by the same kernel as a row among others; PyTorch has another for small
 * batches of one, which complains where the processor is not to its liking.
 */
class ConvolutionLayerTest {
  private static final TensorShape MAPS = TensorShape.of(8, 20, 49);
  private static final int CHANNELS = 16;
  private static final TensorShape KERNELS = TensorShape.of(CHANNELS, 8, 3, 3);

  private final ParameterLayout.Builder layout = new ParameterLayout.Builder();
  private final ConvolutionLayer layer =
      new ConvolutionLayer(
          parameter("weight", KERNELS),
          OptionalInt.of(parameter("bias", TensorShape.of(CHANNELS))),
          2,
          1);
  private final float[] rows = noise(2 * MAPS.elements());

  @Test
  void shouldConvolveARowAloneAsAmongOthersToTheBit() {
    try (ParameterStore store = ParameterStore.initial(layout.build(), 1, ComputeDevice.CPU);
        TensorScope scope = TensorScope.forwardOnly(ComputeDevice.CPU)) {
      ForwardPass pass = ForwardPass.evaluation(store, scope);

      float[] alone = layer.apply(input(scope, 1), pass).toFloatArray();
      float[] both = layer.apply(input(scope, 2), pass).toFloatArray();

      assertThat(alone).hasSize(CHANNELS * 10 * 25);
      assertThat(Arrays.mismatch(alone, Arrays.copyOf(both, alone.length))).isEqualTo(-1);
    }
  }

  @Test
  void shouldLearnFromARowAloneOnce() {
    float[] alone = gradientOfSum(1);
    float[] both = gradientOfSum(2);
    float[] other = gradientOfSum(Arrays.copyOfRange(rows, MAPS.elements(), rows.length), 1);

    for (int i = 0; i < alone.length; i++) {
      assertThat(alone[i] + other[i]).isCloseTo(both[i], within(1e-3f));
    }
  }

  private float[] gradientOfSum(int count) {
    return gradientOfSum(rows, count);
  }

  /** Of the sum of all outputs, by each kernel's elements. */
  private float[] gradientOfSum(float[] values, int count) {
    ParameterLayout built = layout.build();
    try (ParameterStore store = ParameterStore.initial(built, 1, ComputeDevice.CPU);
        TensorScope scope = TensorScope.recording(ComputeDevice.CPU)) {
      ForwardPass pass = ForwardPass.training(store, new boolean[] {true, true}, 0, scope);
      NDArray sum = layer.apply(input(scope, values, count), pass).sum();
      scope.backward(sum, scope.scalar(1));
      float[] gradient = new float[KERNELS.elements()];
      pass.gradient(built.parameters().get(layer.weight())).orElseThrow().floats().get(gradient);
      return gradient;
    }
  }

  private NDArray input(TensorScope scope, int count) {
    return input(scope, rows, count);
  }

  private static NDArray input(TensorScope scope, float[] values, int count) {
    int length = count * MAPS.elements();
    return scope.copyOf(FloatBuffer.wrap(values, 0, length)).reshape(MAPS.batchOf(count).toLongs());
  }

  private int parameter(String name, TensorShape shape) {
    return layout.add(name, shape, ParameterGroup.encoder("sound"), Initializer.uniform(72));
  }

  private static float[] noise(int length) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}
