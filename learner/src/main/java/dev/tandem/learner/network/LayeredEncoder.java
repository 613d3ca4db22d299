package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Layers applied in order. The representation is their output, and its only token.
 *
 * @param tokenWidth size of the representation
 */
record LayeredEncoder(List<Layer> layers, int tokenWidth) implements Encoder {

  LayeredEncoder {
    layers = List.copyOf(layers);
  }

  @Override
  public Encoded encode(NDArray input, ForwardPass pass) {
    Chain chain = Chain.of(input, pass);
    layers.forEach(chain::through);
    NDArray pooled = chain.end();
    return new Encoded(pooled, () -> pooled.expandDims(1));
  }
}
