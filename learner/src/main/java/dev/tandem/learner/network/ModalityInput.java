package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;

/**
 * What a batch has of one modality; at least one row.
 *
 * @param modality its name
 * @param rows the rows of the batch that have it
 * @param values {@code (rows, input shape)}; belongs to the pass's scope
 */
public record ModalityInput(String modality, Rows rows, NDArray values) {}
