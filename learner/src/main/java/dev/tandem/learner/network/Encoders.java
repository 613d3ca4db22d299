package dev.tandem.learner.network;

import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.TensorShape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The encoders by type name. */
public final class Encoders {

  private interface Builder {
    Encoder build(ModalitySpec modality, ParameterLayout.Builder layout);
  }

  private static final Map<String, Builder> BY_TYPE =
      new TreeMap<>(Map.of("cnn", Encoders::cnn, "mlp", Encoders::mlp));

  private Encoders() {}

  static Encoder build(ModalitySpec modality, ParameterLayout.Builder layout) {
    return BY_TYPE.get(modality.encoder().type()).build(modality, layout);
  }

  /** Flatten, then linear map, LayerNorm and ReLU for each width and for the representation. */
  private static Encoder mlp(ModalitySpec modality, ParameterLayout.Builder layout) {
    EncoderAssembly assembly = new EncoderAssembly(modality, layout).flatten();
    modality.encoder().widths().forEach(width -> assembly.linear(width).normalize().relu());
    return assembly.linear(modality.encoder().representation()).normalize().relu().build();
  }

  /**
   * LayerNorm of the input; strided convolution, LayerNorm and ReLU for each width; then as {@code
   * mlp} to the representation. (h, w) is one channel; sizes before (h, w) are channels.
   */
  private static Encoder cnn(ModalitySpec modality, ParameterLayout.Builder layout) {
    EncoderAssembly assembly = new EncoderAssembly(modality, layout);
    assembly.reshape(channelsFirst(modality)).normalize();
    modality.encoder().widths().forEach(width -> assembly.convolution(width).normalize().relu());
    return assembly
        .flatten()
        .linear(modality.encoder().representation())
        .normalize()
        .relu()
        .build();
  }

  private static TensorShape channelsFirst(ModalitySpec modality) {
    List<Integer> sizes = modality.inputShape();
    int height = sizes.get(sizes.size() - 2);
    int width = sizes.get(sizes.size() - 1);
    return TensorShape.of(modality.shape().elements() / (height * width), height, width);
  }
}
