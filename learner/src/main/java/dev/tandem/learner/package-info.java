/**
 * The learning core: keeps modalities in step while a model learns online.
 *
 * <pre>
 *  LabelledExample ──► Learner.train ──► StepReport        Example ──► Predictor ──► HeadOutputs
 *                        │    ▲                                           ▲
 *              forward   │    │ update × pace                             │ WeightTensor
 *   network ──► heads ──► objective ──► policy (scores, ratios, paces) ──► optimizer
 * </pre>
 *
 * <p>{@code spec} is what a learner is set to be and needs nothing else, {@code data} what goes in
 * and comes out; {@code augmentation} changes clips before they are learned from, {@code rehearsal}
 * keeps them; {@code network} builds encoders, fusion and heads, {@code objective} turns logits and
 * labels into losses and gradients, {@code policy} decides each modality's pace, {@code optimizer}
 * updates the parameters, {@code state} has what all state is written with, and {@code engine} is
 * the only place that talks to PyTorch. Formulas and their symbols are those of <em>Improving
 * Multimodal Learning with Multi-Loss Gradient Modulation</em> (Kontras et al., BMVC 2024).
 */
package dev.tandem.learner;
