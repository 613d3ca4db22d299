/**
 * What the dead-letter topic holds: to be looked at, and to be written again to where it came from.
 *
 * <pre>
 * dead-letter topic ──► DeadLetterRecord ── Selection ──► DeadLetterTable, ReasonCounts, DeadLetterDump
 *                                          └──► Replay ──► source topics
 * </pre>
 */
package dev.tandem.app.letters;
