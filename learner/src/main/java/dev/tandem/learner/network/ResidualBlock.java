package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.Optional;

/**
 * ResNet's basic block: two convolutions of 3 with batch norms, the input added to their output,
 * and ReLU.
 *
 * @param first convolution, which may have a stride
 * @param firstNorm after it, before ReLU
 * @param second convolution
 * @param secondNorm after it
 * @param shortcut what the input goes through where its shape changes
 */
record ResidualBlock(
    Layer first, Layer firstNorm, Layer second, Layer secondNorm, Optional<Layer> shortcut)
    implements Layer {

  static ResidualBlock build(LayerFactory layers, int in, int out, int stride) {
    Layer first = layers.under("conv1").convolution(in, out, 3, stride);
    Layer firstNorm = layers.under("bn1").batchNorm(out);
    Layer second = layers.under("conv2").convolution(out, out, 3, 1);
    Layer secondNorm = layers.under("bn2").batchNorm(out);
    return new ResidualBlock(
        first,
        firstNorm,
        second,
        secondNorm,
        in == out && stride == 1
            ? Optional.empty()
            : Optional.of(shortcut(layers.under("downsample"), in, out, stride)));
  }

  private static Layer shortcut(LayerFactory layers, int in, int out, int stride) {
    Layer convolution = layers.under("0").convolution(in, out, 1, stride);
    Layer norm = layers.under("1").batchNorm(out);
    return (input, pass) -> Chain.of(input, pass).through(convolution).through(norm).end();
  }

  @Override
  public NDArray apply(NDArray input, ForwardPass pass) {
    return Chain.of(input, pass)
        .through(first)
        .through(firstNorm)
        .then(Activation::relu)
        .through(second)
        .through(secondNorm)
        .then(residual -> added(residual, input, pass))
        .then(Activation::relu)
        .end();
  }

  private NDArray added(NDArray residual, NDArray input, ForwardPass pass) {
    if (shortcut.isEmpty()) {
      return residual.add(input);
    }
    try (NDArray straight = shortcut.get().apply(input, pass)) {
      return residual.add(straight);
    }
  }
}
