/**
 * How a batch of clips is answered: decoded, scored by one model version, written in one
 * transaction. No threads here.
 *
 * <pre>
 * clips ── BatchWindow ──► Batch ── BatchScorer ──► Answers ── TransactionalOutput ──► predictions,
 *                                                                                    dead letters
 * </pre>
 */
package dev.tandem.serving.inference;
