/**
 * The whole system in one process.
 *
 * <pre>
 * DemoCommand ─► DemoPlan (checked by Preflight) ─► Demo
 *
 * Demo: RunDirectory ─► DemoServices (Kafka, Flink) ─► Jobs, FeedRunner, ServingUnit, RunTail
 *            live view while the feed runs; then Ending; then the report
 * </pre>
 */
package dev.tandem.app.demo;
