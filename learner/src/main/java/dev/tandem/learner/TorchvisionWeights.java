package dev.tandem.learner;

import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ResNet18Spec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Weights of torchvision's {@code resnet18}, by the names of its state dictionary. Every encoder of
 * that type begins with them; the classifier is left out, and the first convolution of an encoder
 * of one channel is the sum over the three.
 */
final class TorchvisionWeights {

  private static final String FIRST = "conv1.weight";
  private static final String CLASSIFIER = "fc.";
  private static final String COUNTER = ".num_batches_tracked";

  private TorchvisionWeights() {}

  /**
   * Weights under the names of an architecture.
   *
   * @param weights those of torchvision's; any others are given back as they are
   * @throws IllegalArgumentException if no encoder can begin with them
   */
  static List<WeightTensor> fitted(Architecture architecture, List<WeightTensor> weights) {
    if (weights.stream().noneMatch(tensor -> tensor.name().equals(FIRST))) {
      return weights;
    }
    List<WeightTensor> fitted = new ArrayList<>();
    for (ModalitySpec modality : architecture.modalities()) {
      if (modality.encoder() instanceof ResNet18Spec spec) {
        int channels = spec.channelsOf(modality.shape());
        weights.stream()
            .filter(tensor -> !tensor.name().startsWith(CLASSIFIER))
            .filter(tensor -> !tensor.name().endsWith(COUNTER))
            .map(tensor -> tensor.name().equals(FIRST) ? ofChannels(channels, tensor) : tensor)
            .map(tensor -> under("encoders.%s.".formatted(modality.name()), tensor))
            .forEach(fitted::add);
      }
    }
    if (fitted.isEmpty()) {
      throw new IllegalArgumentException(
          "the tensors have the names of torchvision's resnet18, and no modality has such an encoder. Set learner.encoders, or use weights of this network.");
    }
    return fitted;
  }

  private static WeightTensor under(String prefix, WeightTensor tensor) {
    return new WeightTensor(prefix + tensor.name(), tensor.shape(), tensor.data());
  }

  /**
   * Kernels (out, in, k, k) for as many channels as an encoder has; others do not fit, and say so.
   */
  private static WeightTensor ofChannels(int channels, WeightTensor kernels) {
    int[] shape = kernels.shape();
    if (channels != 1 || shape.length != 4 || shape[1] == 1) {
      return kernels;
    }
    int side = shape[2] * shape[3];
    FloatBuffer values = kernels.data().asFloatBuffer();
    ByteBuffer data =
        ByteBuffer.allocate(shape[0] * side * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer sums = data.asFloatBuffer();
    for (int out = 0; out < shape[0]; out++) {
      for (int i = 0; i < side; i++) {
        float sum = 0;
        for (int in = 0; in < shape[1]; in++) {
          sum += values.get((out * shape[1] + in) * side + i);
        }
        sums.put(out * side + i, sum);
      }
    }
    return new WeightTensor(kernels.name(), new int[] {shape[0], 1, shape[2], shape[3]}, data);
  }
}
