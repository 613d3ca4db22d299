/**
 * How a model version arrives: found, collected, verified, built. No threads here.
 *
 * <pre>
 * models topic ── manifest, pointer ──► VersionTracker ── CandidateVersion ──► ChunkAssembly ── payload ──►
 * chunks topic ── chunks, by time index ──────────────────────────────────┘
 *                                             SnapshotLoader ── ServedModel ──► VersionSink
 * </pre>
 */
package dev.tandem.serving.delivery;
