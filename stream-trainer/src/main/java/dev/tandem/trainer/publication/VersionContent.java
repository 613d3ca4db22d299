package dev.tandem.trainer.publication;

import dev.tandem.schemas.records.ModelManifest;

/**
 * All of a version.
 *
 * @param payload verified
 */
public record VersionContent(ModelManifest manifest, byte[] payload) {}
