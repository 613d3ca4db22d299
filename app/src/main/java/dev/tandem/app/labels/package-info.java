/**
 * Labels that people give while clips come.
 *
 * <pre>
 * feature topics ──► ClipFinder ──► LabelledClip ─┐
 * labels topic   ──► SaidLabels ──────────────────┼──► LabelTopic ──► labels topic
 * models topic   ──► KnownOutputs (what may be said)
 * </pre>
 */
package dev.tandem.app.labels;
