package dev.tandem.learner;

/**
 * One modality in one training step.
 *
 * @param score s_m, mean probability its unimodal head gave to the label on paired rows; NaN where
 *     no row was paired
 * @param ratio r_m, mean of the others' scores over its own, above 1 if it lags; NaN likewise
 * @param pace k_m that was applied; above 1 accelerates. Stays as it was without paired rows.
 */
public record ModalityStep(double score, double ratio, double pace) {}
