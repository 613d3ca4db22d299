/**
 * Changes clips before they are learned from, so that none is learned twice as it was.
 *
 * <p>Every changed value is a function of the clip, the learner's seed, the ordinal of the sample
 * and the number of its replay: not of its batch, the step, or what was drawn before. No value
 * leaves the range that the clip itself has in that modality, and so none the range that the
 * features' contract has; strengths are relative to the clip's own range or deviation, so that
 * scale and offset of stored elements do not matter. All of it is arithmetic on arrays.
 */
package dev.tandem.learner.augmentation;
