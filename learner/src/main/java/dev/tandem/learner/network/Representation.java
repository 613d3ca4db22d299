package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;

/**
 * z_m of the rows that have the modality.
 *
 * @param modality its name
 * @param rows the rows of the batch that have it
 * @param values {@code (rows, representation)}; belongs to the pass's scope
 */
record Representation(String modality, Rows rows, NDArray values) {

  /** The same values, through which no gradient flows back. */
  Representation detached() {
    return new Representation(modality, rows, values.stopGradient());
  }
}
