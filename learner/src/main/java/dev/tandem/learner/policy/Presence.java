package dev.tandem.learner.policy;

/** What a forward pass makes of a modality that the batch has. */
public enum Presence {
  /** As it is. */
  PRESENT,
  /** As if no row had it. */
  MASKED,
  /** Zeros in its place. */
  ZEROS
}
