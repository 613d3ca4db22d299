/**
 * Optimizers with PyTorch's semantics, as one fused pass over flat memory per parameter. They take
 * the pace as a multiplier and their whole state can be saved.
 */
package dev.tandem.learner.optimizer;
