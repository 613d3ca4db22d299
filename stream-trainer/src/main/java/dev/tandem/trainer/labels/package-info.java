/**
 * Joins labels to clips that have already left for inference.
 *
 * <pre>
 * JoinedClip ─┐
 *             ├─► LabelJoin ─► Candidate (the clip, at once), Verdict (its label, or none)
 * KnownLabel ─┘
 * </pre>
 */
package dev.tandem.trainer.labels;
