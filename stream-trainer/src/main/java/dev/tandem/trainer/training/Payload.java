package dev.tandem.trainer.training;

import dev.tandem.learner.data.WeightTensor;
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

  /** The snapshot's tensors; throws SnapshotException where it is none. */
  static List<WeightTensor> tensors(byte[] payload) {
    return Safetensors.decode(payload).stream()
        .map(
            tensor ->
                new WeightTensor(
                    tensor.name(),
                    tensor.shape().stream().mapToInt(Integer::intValue).toArray(),
                    tensor.data()))
        .toList();
  }

  private static NamedTensor tensor(WeightTensor weight) {
    List<Integer> shape = Arrays.stream(weight.shape()).boxed().toList();
    return new NamedTensor(weight.name(), shape, weight.data());
  }
}
