package dev.tandem.learner.policy;

/**
 * One modality in one training step.
 *
 * @param score s_m on paired rows: mean probability its unimodal head gave to the label (of ogm:
 *     its term of the fusion), or its loss where targets are continuous; NaN where no row was
 *     paired
 * @param ratio r_m, above 1 if it lags: mean of the others' scores over its own, or its own over
 *     the mean of the others' where scores are losses; NaN likewise
 * @param pace k_m that was applied; above 1 accelerates. Without paired rows, one that goes by
 *     scores stays as it was.
 * @param dead whether the guard takes it for dark or mute, so that every pace is 1
 */
public record ModalityStep(double score, double ratio, double pace, boolean dead) {}
