package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;

/**
 * Linear map, activation, dropout, linear map, dropout, over the last size.
 *
 * @param wider to the inner width
 * @param activation between the maps
 * @param inner after the activation
 * @param narrower back
 * @param outer at the end
 */
record FeedForward(
    Layer wider, UnaryOperator<NDArray> activation, Layer inner, Layer narrower, Layer outer)
    implements Layer {

  @Override
  public NDArray apply(NDArray input, ForwardPass pass) {
    return Chain.of(input, pass)
        .through(wider)
        .then(activation)
        .through(inner)
        .through(narrower)
        .through(outer)
        .end();
  }
}
