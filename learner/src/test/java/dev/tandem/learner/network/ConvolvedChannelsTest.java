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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Any number of channels, in memory that others have used, gives what the definition says. */
class ConvolvedChannelsTest {
  private static final int ROWS = 8;
  private static final int SIDE = 28;
  private static final int KERNEL = 3;
  private static final int TIMES = 20;

  @ParameterizedTest
  @CsvSource({"1,8", "3,8", "8,16", "9,8", "12,8", "24,8", "25,8", "31,16", "40,12"})
  void shouldConvolveAndLearnTheSameInUsedMemory(int in, int out) {
    ParameterLayout.Builder layout = new ParameterLayout.Builder();
    TensorShape kernels = TensorShape.of(out, in, KERNEL, KERNEL);
    ConvolutionLayer layer =
        new ConvolutionLayer(
            parameter(layout, "weight", kernels),
            OptionalInt.of(parameter(layout, "bias", TensorShape.of(out))),
            2,
            1);
    ParameterLayout built = layout.build();
    float[] rows = noise(ROWS * in * SIDE * SIDE);
    try (ParameterStore store = ParameterStore.initial(built, 1, ComputeDevice.CPU)) {
      float[] weight = values(built.parameters().get(layer.weight()), store);
      float[] bias = values(built.parameters().get(layer.bias().getAsInt()), store);
      float[][] first = pass(layer, store, rows, in, kernels);

      for (int i = 0; i < first[0].length; i += 97) {
        assertThat((double) first[0][i])
            .isCloseTo(defined(rows, weight, bias, in, out, i), within(1e-4));
      }
      for (int i = 1; i < TIMES; i++) {
        float[][] again = pass(layer, store, rows, in, kernels);
        assertThat(Arrays.mismatch(again[0], first[0])).as("outputs").isEqualTo(-1);
        assertThat(Arrays.mismatch(again[1], first[1])).as("gradients").isEqualTo(-1);
      }
    }
  }

  /** Outputs, and the kernels' gradient of their squares' sum. */
  private static float[][] pass(
      ConvolutionLayer layer, ParameterStore store, float[] rows, int in, TensorShape kernels) {
    soil(rows.length, in);
    try (TensorScope scope = TensorScope.recording(ComputeDevice.CPU)) {
      ForwardPass pass = ForwardPass.training(store, new boolean[] {true, true}, 0, scope);
      NDArray input = scope.copyOf(FloatBuffer.wrap(rows));
      NDArray output = layer.apply(input.reshape(ROWS, in, SIDE, SIDE), pass);
      scope.backward(output.square().sum(), scope.scalar(1));
      float[] gradient = new float[kernels.elements()];
      pass.gradient(store.layout().parameters().get(layer.weight()))
          .orElseThrow()
          .floats()
          .get(gradient);
      return new float[][] {output.toFloatArray(), gradient};
    }
  }

  /** Leaves NaN in memory of the sizes that a pass asks for. */
  private static void soil(int elements, int in) {
    try (TensorScope scope = TensorScope.forwardOnly(ComputeDevice.CPU)) {
      for (int full = elements / in * (in + 1); full <= elements / in * (in + 8); full += 5_000) {
        float[] soil = new float[full];
        Arrays.fill(soil, Float.NaN);
        scope.copyOf(FloatBuffer.wrap(soil));
      }
    }
  }

  private static double defined(
      float[] rows, float[] weight, float[] bias, int in, int out, int index) {
    int half = (SIDE + 1) / 2;
    int x = index % half;
    int y = index / half % half;
    int o = index / half / half % out;
    int row = index / half / half / out;
    double sum = bias[o];
    for (int c = 0; c < in; c++) {
      for (int k = 0; k < KERNEL * KERNEL; k++) {
        int atY = 2 * y + k / KERNEL - 1;
        int atX = 2 * x + k % KERNEL - 1;
        if (atY >= 0 && atY < SIDE && atX >= 0 && atX < SIDE) {
          sum +=
              (double) rows[((row * in + c) * SIDE + atY) * SIDE + atX]
                  * weight[(o * in + c) * KERNEL * KERNEL + k];
        }
      }
    }
    return sum;
  }

  private static float[] values(Parameter parameter, ParameterStore store) {
    return Arrays.copyOfRange(
        store.copy(), parameter.offset(), parameter.offset() + parameter.size());
  }

  private static int parameter(ParameterLayout.Builder layout, String name, TensorShape shape) {
    return layout.add(name, shape, ParameterGroup.encoder("sight"), Initializer.uniform(72));
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
