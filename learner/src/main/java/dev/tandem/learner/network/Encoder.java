package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import java.util.function.Supplier;

/** f_m: from a modality's input {@code (rows, input shape)} to its representation. */
interface Encoder {

  /**
   * What an encoder gives, in the input's scope.
   *
   * @param pooled {@code (rows, representation)}
   * @param unpooled {@code (rows, tokens, token width)}
   */
  record Encoded(NDArray pooled, Supplier<NDArray> unpooled) {}

  Encoded encode(NDArray input, ForwardPass pass);

  /** Width of a token. */
  int tokenWidth();
}
