/**
 * From logits and labels to losses, the gradient of the objective with respect to every logit, and
 * the scores that policies compare. Plain Java in a fixed order of operations: exact, and the same
 * on every engine.
 */
package dev.tandem.learner.objective;
