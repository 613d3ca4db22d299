/**
 * Answers for people: those on the predictions topic, and those that a served model gives by HTTP.
 *
 * <pre>
 * predictions topic ──► AnswerTopic ──► Answer ──────────┐
 *                                                        ├──► Verdict, as text, or JSON
 * Feed ──► MediaClips ──► CutClip ──► PredictClient ─────┘
 * </pre>
 */
package dev.tandem.app.answers;
