/**
 * What Tandem writes down: Avro records and their wire format, the topics they live in, keys, and
 * the model snapshot.
 *
 * <pre>
 * ingest ── Features, Label, StreamMark ──► jobs ── Clip ──► serving ── Prediction ──►
 *                                             └── ModelManifest + chunks ──► every consumer
 * </pre>
 */
package dev.tandem.schemas;
