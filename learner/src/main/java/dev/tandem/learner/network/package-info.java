/**
 * Networks: encoders, fusion and heads over one flat buffer of parameters.
 *
 * <pre>
 *  x_m ──► Encoder m ──► z_m ──┬──► head m ──► logits (rows of m, classes)
 *                              └──► Fusion ──► logits (batch, classes)
 * </pre>
 *
 * <p>What a parameter is (which encoder, head, fusion slice, or shared) is said where the layer is
 * made: see {@link dev.tandem.learner.spec.ParameterGroup}.
 */
package dev.tandem.learner.network;
