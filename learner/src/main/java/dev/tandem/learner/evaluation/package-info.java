/** Prequential evaluation: every prediction is scored once, by the label that comes after it. */
package dev.tandem.learner.evaluation;
