/**
 * A consumer by HTTP: whether it is ready, how it stands, its metrics, predictions, and the
 * description of all that in OpenAPI, which docs/http.md says more about.
 *
 * <pre>
 * ServingServer (the JDK's server) ──► Request ──► Routes ──► Reply ──► ServingServer
 *
 * POST /v1/predict ── Turns ──► RequestBody ──► ClipJson or Avro ──► ClipScorer ──► PredictionJson or Avro
 * GET /ready, /health, /metrics ──► LiveModel, InferenceMembers, ServingMetrics
 * GET /openapi.json
 * </pre>
 */
package dev.tandem.serving.http;
