package dev.tandem.learner.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.engine.TorchEngine;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.ComputeDevice;
import dev.tandem.learner.spec.ConformerSpec;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ResNet18Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lies between the layers does not stay in memory until the pass is over. */
class ChainTest {

  @BeforeAll
  static void startEngine() {
    TorchEngine.start();
  }

  @Test
  void shouldLetGoOfAllButItsEnds() {
    try (TensorScope scope = TensorScope.forwardOnly(ComputeDevice.CPU)) {
      NDArray first = scope.zeros(4);
      List<NDArray> between = new ArrayList<>();

      NDArray end =
          Chain.of(first, null)
              .then(x -> kept(x.add(scope.scalar(1)), between))
              .then(x -> x)
              .plus(x -> kept(x.add(x), between))
              .then(x -> x.add(scope.scalar(2)))
              .end();

      assertThat(between).hasSize(2).allMatch(NDArray::isReleased);
      assertThat(first.isReleased()).isFalse();
      assertThat(end.toFloatArray()).containsExactly(5, 5, 5, 5);
    }
  }

  private static NDArray kept(NDArray tensor, List<NDArray> in) {
    in.add(tensor);
    return tensor;
  }

  static Stream<EncoderSpec> encoders() {
    return Stream.of(
        EncoderSpec.mlp(16, 16, 16),
        EncoderSpec.cnn(8, 16, 32),
        ConformerSpec.standard(),
        new ResNet18Spec(0));
  }

  /** As many tensors of a batch as there were inputs and representations; the rest are scalars. */
  @ParameterizedTest
  @MethodSource("encoders")
  void shouldHoldNoTensorOfTheBatchWithinAnEncoder(EncoderSpec encoder) {
    Network network =
        new Network(
            new Architecture(
                List.of(
                    new ModalitySpec("light", List.of(4), EncoderSpec.mlp(4)),
                    new ModalitySpec("sound", List.of(32, 32), encoder)),
                "late-linear",
                3));
    int rows = 5; // no other size in these networks
    try (ParameterStore store = ParameterStore.initial(network.layout(), 1, ComputeDevice.CPU);
        TensorScope scope = TensorScope.recording(ComputeDevice.CPU)) {
      NDArray input = scope.zeros(rows * 32 * 32).reshape(rows, 32, 32);
      ForwardPass pass = ForwardPass.training(store, store.layout().trained(Set.of()), 1, scope);

      network.forward(List.of(new ModalityInput("sound", Rows.all(rows), input)), pass, Set.of());

      long maps =
          input.getManager().getManagedArrays().stream()
              .filter(tensor -> tensor.getShape().dimension() > 2)
              .filter(tensor -> tensor.getShape().get(0) == rows)
              .count();
      assertThat(maps).isLessThanOrEqualTo(2); // the input, and what tokens would be made of
    }
  }
}
