package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;

/**
 * A tensor on its way through layers. Each is let go as the next one is there, so that only what a
 * backward pass goes back through stays in memory: PyTorch keeps that by itself. The first one, and
 * what {@link #end} gives, are their takers'.
 */
final class Chain {

  private final NDArray first;
  private final ForwardPass pass;
  private NDArray tensor;

  private Chain(NDArray first, ForwardPass pass) {
    this.first = first;
    this.pass = pass;
    this.tensor = first;
  }

  static Chain of(NDArray first, ForwardPass pass) {
    return new Chain(first, pass);
  }

  Chain through(Layer layer) {
    return then(x -> layer.apply(x, pass));
  }

  Chain then(UnaryOperator<NDArray> operation) {
    NDArray next = operation.apply(tensor);
    if (tensor != next && tensor != first) {
      tensor.close();
    }
    tensor = next;
    return this;
  }

  /**
   * The tensor and what a branch makes of it, added.
   *
   * @param branch gives a tensor of its own
   */
  Chain plus(UnaryOperator<NDArray> branch) {
    return then(
        x -> {
          try (NDArray added = branch.apply(x)) {
            return x.add(added);
          }
        });
  }

  NDArray end() {
    return tensor;
  }
}
