package dev.tandem.learner;

/**
 * An example whose class is known.
 *
 * @param example the features
 * @param label ordinal of the class, from 0
 */
public record LabelledExample(Example example, int label) {}
