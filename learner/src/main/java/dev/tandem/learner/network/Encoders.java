package dev.tandem.learner.network;

import dev.tandem.learner.spec.CnnSpec;
import dev.tandem.learner.spec.ConformerSpec;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.MlpSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ResNet18Spec;
import dev.tandem.learner.spec.TensorShape;
import java.util.List;

/** The encoders by their specifications. */
final class Encoders {

  private Encoders() {}

  static Encoder build(ModalitySpec modality, ParameterLayout.Builder layout) {
    EncoderSpec spec = modality.encoder();
    if (spec instanceof CnnSpec cnn) {
      return cnn(cnn, modality, layout);
    }
    if (spec instanceof ResNet18Spec resNet) {
      return ResNet18Encoder.build(resNet, modality, layout);
    }
    if (spec instanceof ConformerSpec conformer) {
      return ConformerEncoder.build(conformer, modality, layout);
    }
    return mlp((MlpSpec) spec, modality, layout);
  }

  /** Flatten, then linear map, LayerNorm and ReLU for each width and for the representation. */
  private static Encoder mlp(MlpSpec spec, ModalitySpec modality, ParameterLayout.Builder layout) {
    EncoderAssembly assembly = new EncoderAssembly(modality, spec.normalized(), layout).flatten();
    spec.widths().forEach(width -> assembly.linear(width).normalize().relu());
    return assembly.linear(spec.representation()).normalize().relu().build();
  }

  /**
   * LayerNorm of the input; strided convolution, LayerNorm and ReLU for each width; then as {@code
   * mlp} to the representation. (h, w) is one channel; sizes before (h, w) are channels.
   */
  private static Encoder cnn(CnnSpec spec, ModalitySpec modality, ParameterLayout.Builder layout) {
    EncoderAssembly assembly = new EncoderAssembly(modality, spec.normalized(), layout);
    assembly.reshape(channelsFirst(modality)).normalize();
    spec.widths().forEach(width -> assembly.convolution(width).normalize().relu());
    return assembly.flatten().linear(spec.representation()).normalize().relu().build();
  }

  private static TensorShape channelsFirst(ModalitySpec modality) {
    List<Integer> sizes = modality.inputShape();
    int height = sizes.get(sizes.size() - 2);
    int width = sizes.get(sizes.size() - 1);
    return TensorShape.of(modality.shape().elements() / (height * width), height, width);
  }
}
