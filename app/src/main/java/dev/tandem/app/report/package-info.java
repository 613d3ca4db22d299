/**
 * What a run did, read back from its topics.
 *
 * <pre>
 * training, models ──► RunHistory ─────────────────────┐
 * training ──► StepReader ──► TrainingFigures ─────────┤
 * features, dead letters, predictions ──► TopicCounts ─┼─► ReportBuilder ──► Report ──► ReportCheck, JSON
 * swaps of serving ────────────────────────────────────┘
 * </pre>
 */
package dev.tandem.app.report;
