package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.core.Linear;
import java.util.Optional;

/**
 * Self-attention over {@code (rows, tokens, dimension)}, as {@code torch.nn.MultiheadAttention}.
 *
 * @param heads number of heads
 * @param weight ordinal of the projections to queries, keys and values (3 · dimension, dimension)
 * @param bias ordinal of their bias (3 · dimension)
 * @param output projection of the heads' results
 */
record AttentionLayer(int heads, int weight, int bias, LinearLayer output) implements Layer {

  @Override
  public NDArray apply(NDArray input, ForwardPass pass) {
    return apply(input, Optional.empty(), pass);
  }

  /**
   * The same where some tokens are not there.
   *
   * @param absence {@code (rows, 1, 1, tokens)}: 0 where a token is there, else a large negative
   *     number
   */
  NDArray apply(NDArray input, Optional<NDArray> absence, ForwardPass pass) {
    long rows = input.getShape().get(0);
    long tokens = input.getShape().get(1);
    long dimension = input.getShape().get(2);
    long width = dimension / heads;
    NDArray projected =
        Chain.of(input, pass)
            .then(x -> Linear.linear(x, pass.get(weight), pass.get(bias)).singletonOrThrow())
            .then(x -> x.reshape(rows, tokens, 3, heads, width))
            .then(x -> x.transpose(2, 0, 3, 1, 4))
            .end();
    try (projected;
        NDArray values = part(projected, 2);
        NDArray shares = shares(projected, absence, pass)) {
      return Chain.of(shares, pass)
          .then(x -> x.matMul(values))
          .then(x -> x.transpose(0, 2, 1, 3))
          .then(x -> x.reshape(rows, tokens, dimension))
          .through(output)
          .end();
    }
  }

  /** How much each token takes of each other: {@code (rows, heads, tokens, tokens)}. */
  private NDArray shares(NDArray projected, Optional<NDArray> absence, ForwardPass pass) {
    long width = projected.getShape().get(4);
    try (NDArray queries = part(projected, 0);
        NDArray keys = part(projected, 1);
        NDArray turned = keys.swapAxes(2, 3)) {
      return Chain.of(queries, pass)
          .then(x -> x.mul(pass.scalar(scale(width))))
          .then(x -> x.matMul(turned))
          .then(x -> absence.isPresent() ? x.add(absence.get()) : x)
          .then(x -> x.softmax(3))
          .end();
    }
  }

  private static NDArray part(NDArray projected, int which) {
    return projected.get(new NDIndex().addIndices(which));
  }

  private static float scale(long width) {
    return (float) (1 / Math.sqrt((double) width));
  }
}
