/**
 * What the jobs say about themselves to those who run them.
 *
 * <pre>
 * JobMetric (every name, once) ─► Metrics ─► Flink's metric group of an operator ─► web UI, REST, Prometheus
 *                                   └─► Counter, Reading, Histogram: what the operator writes to
 * </pre>
 *
 * <p>Operators write here and never read: no metric decides anything, so that a model does not
 * depend on who looks at it.
 */
package dev.tandem.stream.metrics;
