/**
 * Joins the parts of a clip, keyed by clip id.
 *
 * <pre>
 * Part ─► Assembly ─► JoinedClip (complete at once, partial at the deadline)
 *            │        LostClip   (late, dead-lettered)
 *            └──► Tally, DeadLetter
 * </pre>
 */
package dev.tandem.trainer.assembly;
