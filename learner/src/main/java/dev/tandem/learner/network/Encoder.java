package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * f_m: from a modality's input {@code (rows, input shape)} to its representation {@code (rows,
 * representation)}.
 *
 * @param layers applied in order
 */
record Encoder(List<Layer> layers) implements Layer {

  Encoder {
    layers = List.copyOf(layers);
  }

  @Override
  public NDArray apply(NDArray input, LeafTensors leaves) {
    NDArray value = input;
    for (Layer layer : layers) {
      value = layer.apply(value, leaves);
    }
    return value;
  }
}
