package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;

/**
 * What one head says.
 *
 * @param head its name
 * @param rows the rows of the batch that have the head
 * @param values {@code (rows, classes)}; belongs to the pass's scope
 */
public record HeadLogits(String head, Rows rows, NDArray values) {}
