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
    NDArray value = input;
    for (Layer layer : layers) {
      value = layer.apply(value, pass);
    }
    NDArray pooled = value;
    return new Encoded(pooled, () -> pooled.expandDims(1));
  }
}
