/**
 * Measures the pipeline against its ceilings, all in one run and interleaved.
 *
 * <pre>
 * RecordedClips (a log in Kafka) ─► a Contender's job ─► MeterSink ─► Meter ─► Rounds ─► Measured
 * </pre>
 */
package dev.tandem.app.bench;
