package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.LayerNorm;

/**
 * LayerNorm over the last dimension of {@code (batch, width)}, with gain and offset, ε 1e-5.
 *
 * @param width normalised size
 * @param gain ordinal of the gain (width)
 * @param offset ordinal of the offset (width)
 */
record LayerNormLayer(int width, int gain, int offset) implements Layer {

  static final float EPSILON = 1e-5f;

  @Override
  public NDArray apply(NDArray input, ForwardPass pass) {
    return LayerNorm.layerNorm(input, new Shape(width), pass.get(gain), pass.get(offset), EPSILON)
        .singletonOrThrow();
  }
}
