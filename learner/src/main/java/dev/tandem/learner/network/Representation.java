package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an encoder makes of a modality, in the rows that have it. Belongs to the pass's scope.
 *
 * @param modality its name
 * @param rows the rows of the batch that have it
 * @param values z_m {@code (rows, representation)}
 * @param tokens the same before it is pooled, {@code (rows, tokens, token width)}; made when it is
 *     asked for
 */
public record Representation(String modality, Rows rows, NDArray values, Supplier<NDArray> tokens) {

  /** The representation of one modality, if it is there. */
  static Optional<Representation> named(String modality, List<Representation> present) {
    return present.stream().filter(z -> z.modality().equals(modality)).findFirst();
  }

  /**
   * The same, row by row times a factor.
   *
   * @param factors {@code (rows, 1)}
   */
  public Representation times(NDArray factors) {
    return new Representation(
        modality,
        rows,
        values.mul(factors),
        () -> tokens.get().mul(factors.reshape(factors.size(), 1, 1)));
  }

  /** The same values, through which no gradient flows back. */
  public Representation detached() {
    return new Representation(
        modality, rows, values.stopGradient(), () -> tokens.get().stopGradient());
  }
}
