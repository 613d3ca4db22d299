/**
 * A consumer by HTTP: whether it is ready, how it stands, its metrics, and predictions.
 *
 * <pre>
 * POST /v1/predict ── Turns ──► ClipJson or Avro ──► ClipScorer ──► PredictionJson or Avro
 * GET /ready, /health, /metrics ──► LiveModel, InferenceMembers, ServingMetrics
 * </pre>
 */
package dev.tandem.serving.http;
