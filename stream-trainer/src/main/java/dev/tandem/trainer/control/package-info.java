/**
 * What operators say to the trainer while it runs, from the control topic.
 *
 * <pre>
 * ControlLog (all that is there at the start) ─┐
 *                                              ├─► Controls ─► Quarantine: asked for each clip, in order
 * control source (what comes later) ───────────┘      └─► refused words: dead letters
 * </pre>
 *
 * <p>A word takes effect at its own event time. To add a kind, take it in {@link
 * dev.tandem.trainer.control.Controls} and keep what it changes in {@link
 * dev.tandem.trainer.control.ControlState}.
 */
package dev.tandem.trainer.control;
