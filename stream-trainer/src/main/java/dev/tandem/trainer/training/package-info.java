/**
 * One total order of everything that decides, and the model that learns in it.
 *
 * <pre>
 * Candidate, Verdict ─► Sequencer ─► Predict | Train | Discard | Rest ─► ModelTrainer ─► versions, training events
 *                       (by ready time, clip id)                          (Learner, totals)
 * </pre>
 */
package dev.tandem.trainer.training;
