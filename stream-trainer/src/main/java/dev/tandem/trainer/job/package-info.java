/**
 * The two jobs, their settings, and their Kafka ends.
 *
 * <pre>
 * TrainJob:    doors ─► assembly ─► label join ─► trainer ─► models, training, dead letters
 * AssembleJob: doors ─► assembly ─► clips
 * </pre>
 */
package dev.tandem.trainer.job;
