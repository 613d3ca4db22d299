package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;

/**
 * {@code (batch, in) → (batch, out)}: x Wᵀ + b.
 *
 * @param weight ordinal of W (out, in)
 * @param bias ordinal of b (out)
 */
record LinearLayer(int weight, int bias) implements Layer {

  @Override
  public NDArray apply(NDArray input, ForwardPass pass) {
    return Linear.linear(input, pass.get(weight), pass.get(bias)).singletonOrThrow();
  }
}
