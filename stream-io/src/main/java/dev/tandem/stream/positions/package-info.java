/**
 * Where a job stands, for Kafka's own tools.
 *
 * <pre>
 * ReportingSource ── complete checkpoint ──► PositionReporter (a thread of its own) ──► PositionGroup (Kafka's admin client)
 * </pre>
 *
 * <p>Positions count in checkpoints only. What is written here is read by nobody but people, and
 * what goes wrong with it is logged and disturbs nothing.
 */
package dev.tandem.stream.positions;
