package dev.tandem.serving.delivery;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.ModelManifest;
import java.time.Instant;

/**
 * A committed version that may be served next.
 *
 * @param recordTime timestamp of the manifest's record, which its chunks share
 * @param seenAt when this process read the manifest
 * @param offset of the manifest's record
 */
public record CandidateVersion(
    ModelKey key, ModelManifest manifest, Instant recordTime, Instant seenAt, long offset) {}
