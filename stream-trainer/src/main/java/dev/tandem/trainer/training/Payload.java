package dev.tandem.trainer.training;

import dev.tandem.learner.WeightTensor;
import dev.tandem.schemas.snapshot.NamedTensor;
import dev.tandem.schemas.snapshot.Safetensors;
import java.util.Arrays;
import java.util.List;

/** The learner's weights as a snapshot. */
final class Payload {
  private Payload() {}

  static byte[] of(List<WeightTensor> weights) {
    return Safetensors.encode(weights.stream().map(Payload::tensor).toList());
  }

  private static NamedTensor tensor(WeightTensor weight) {
    List<Integer> shape = Arrays.stream(weight.shape()).boxed().toList();
    return new NamedTensor(weight.name(), shape, weight.data());
  }
}
