/**
 * How a model answers: which weights and heads are asked (the experts), and how their answers
 * become one.
 *
 * <pre>
 *  raw weights ──────► fused, audio, video, product ┐
 *                                                   ├──► Hedge ──► the answer
 *  averaged weights ─► fused, audio, video, product ┘
 * </pre>
 */
package dev.tandem.learner.readout;
