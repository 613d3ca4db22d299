/** Answers clips in Flink, with the live model and the scoring of the inference consumer. */
package dev.tandem.scoring;
