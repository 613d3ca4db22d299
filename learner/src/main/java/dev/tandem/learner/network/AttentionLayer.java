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
        Linear.linear(input, pass.get(weight), pass.get(bias))
            .singletonOrThrow()
            .reshape(rows, tokens, 3, heads, width)
            .transpose(2, 0, 3, 1, 4);
    NDArray queries = projected.get(new NDIndex().addIndices(0)).mul(pass.scalar(scale(width)));
    NDArray keys = projected.get(new NDIndex().addIndices(1));
    NDArray values = projected.get(new NDIndex().addIndices(2));
    NDArray scores = queries.matMul(keys.swapAxes(2, 3));
    NDArray shares = (absence.isPresent() ? scores.add(absence.get()) : scores).softmax(3);
    NDArray mixed = shares.matMul(values).transpose(0, 2, 1, 3).reshape(rows, tokens, dimension);
    return output.apply(mixed, pass);
  }

  private static float scale(long width) {
    return (float) (1 / Math.sqrt((double) width));
  }
}
