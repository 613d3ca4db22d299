package dev.tandem.learner.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.engine.TorchEngine;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.CnnSpec;
import dev.tandem.learner.spec.ComputeDevice;
import dev.tandem.learner.spec.ConformerSpec;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.FusionSpec;
import dev.tandem.learner.spec.MlpSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ResNet18Spec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A backward pass reads nothing that Java has freed since the forward pass. */
class CollectedGarbageTest {
  private static final List<Integer> SHAPE = List.of(8, 12);
  private static final int ROWS = 3;

  static Stream<Architecture> architectures() {
    List<EncoderSpec> encoders =
        List.of(
            new ConformerSpec(16, 2, 2, 3, 0.2),
            new ResNet18Spec(0),
            new CnnSpec(List.of(8), 16, "layer"),
            new MlpSpec(List.of(8), 16, "layer"),
            new MlpSpec(List.of(), 8, "none"),
            new ConformerSpec(16, 2, 1, 3, 0));
    List<String> fusions = FusionSpec.NAMES;
    return Stream.iterate(0, i -> i < fusions.size(), i -> i + 1)
        .map(
            i ->
                new Architecture(
                    List.of(
                        new ModalitySpec("sight", SHAPE, encoders.get(i)),
                        new ModalitySpec("sound", SHAPE, new MlpSpec(List.of(8), 16, "layer"))),
                    fusions.get(i),
                    4));
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void shouldGoBackTheSameAfterCollection(Architecture architecture) throws InterruptedException {
    TorchEngine.start(1);
    Network network = new Network(architecture);
    try (ParameterStore store = ParameterStore.initial(network.layout(), 1, ComputeDevice.CPU)) {
      List<float[]> before = gradients(network, store, false);
      List<float[]> after = gradients(network, store, true);

      for (int i = 0; i < before.size(); i++) {
        assertThat(Arrays.mismatch(before.get(i), after.get(i)))
            .as(network.layout().parameters().get(i).name())
            .isEqualTo(-1);
      }
    }
  }

  /** By ordinal, of the squares' sum of all logits; empty where there is none. */
  private static List<float[]> gradients(Network network, ParameterStore store, boolean collected)
      throws InterruptedException {
    try (TensorScope scope = TensorScope.recording(ComputeDevice.CPU)) {
      ForwardPass pass = ForwardPass.training(store, store.layout().trained(Set.of()), 1, scope);
      List<HeadLogits> heads =
          network
              .forward(
                  List.of(
                      new ModalityInput("sight", new Rows(new int[] {0, 1, 3}, 4), noise(1, scope)),
                      new ModalityInput(
                          "sound", new Rows(new int[] {0, 2, 3}, 4), noise(2, scope))),
                  pass,
                  Set.of())
              .heads();
      if (collected) {
        System.gc();
        Thread.sleep(200); // until what was collected is freed
      }
      NDArray sum = null;
      for (HeadLogits head : heads) {
        NDArray squares = head.values().square().sum();
        sum = sum == null ? squares : sum.add(squares);
      }
      scope.backward(sum, scope.scalar(1));
      List<float[]> gradients = new ArrayList<>();
      for (Parameter parameter : store.layout().parameters()) {
        float[] values = new float[parameter.size()];
        pass.gradient(parameter).ifPresent(gradient -> gradient.floats().duplicate().get(values));
        gradients.add(values);
      }
      return gradients;
    }
  }

  private static NDArray noise(long seed, TensorScope scope) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[ROWS * SHAPE.get(0) * SHAPE.get(1)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return scope.copyOf(FloatBuffer.wrap(values)).reshape(ROWS, SHAPE.get(0), SHAPE.get(1));
  }
}
