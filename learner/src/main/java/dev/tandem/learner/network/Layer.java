package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;

/** A map from tensors {@code (batch, ...)} to tensors {@code (batch, ...)}. */
interface Layer {

  /** The output, in the input's scope. */
  NDArray apply(NDArray input, ForwardPass pass);
}
