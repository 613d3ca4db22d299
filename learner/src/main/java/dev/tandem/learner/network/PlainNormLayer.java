package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.LayerNorm;
import dev.tandem.learner.spec.TensorShape;

/**
 * LayerNorm over whole examples {@code (batch, channels, h, w)} without parameters, ε 1e-5. As an
 * input layer it takes loudness and brightness out, so that no data-set statistics are needed.
 *
 * @param normalized sizes of one example
 */
record PlainNormLayer(TensorShape normalized) implements Layer {

  @Override
  public NDArray apply(NDArray input, ForwardPass pass) {
    Shape shape = new Shape(normalized.toLongs());
    NDManager scope = input.getManager();
    return LayerNorm.layerNorm(
            input, shape, scope.ones(shape), scope.zeros(shape), LayerNormLayer.EPSILON)
        .singletonOrThrow();
  }
}
