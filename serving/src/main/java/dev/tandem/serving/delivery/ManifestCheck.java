package dev.tandem.serving.delivery;

import dev.tandem.schemas.records.ModelManifest;
import java.util.regex.Pattern;

/** Refuses a manifest whose payload cannot be read, before any memory is taken for it. */
final class ManifestCheck {
  private static final String FORMAT = "safetensors";
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private final long maxBytes;

  /**
   * @param maxBytes the largest payload that is loaded
   */
  ManifestCheck(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  void require(ModelManifest manifest) throws RefusedVersionException {
    if (!manifest.getFormat().equals(FORMAT)) {
      throw new RefusedVersionException(
          "its format is '%s'; must be %s".formatted(manifest.getFormat(), FORMAT));
    }
    if (!SHA_256.matcher(manifest.getSha256()).matches()) {
      throw new RefusedVersionException(
          "its SHA-256 is '%s'; must be 64 lower-case hexadecimal digits"
              .formatted(manifest.getSha256()));
    }
    requireSize(manifest.getBytes());
    if (manifest.getReference().isEmpty()) {
      requireChunks(manifest.getBytes(), manifest.getChunks());
    }
  }

  private void requireSize(long bytes) throws RefusedVersionException {
    if (bytes < 1 || bytes > maxBytes) {
      throw new RefusedVersionException(
          "its payload has %d bytes; must be 1 to %d. Raise serving.max-model-bytes to load it."
              .formatted(bytes, maxBytes));
    }
  }

  private static void requireChunks(long bytes, int chunks) throws RefusedVersionException {
    if (chunks < 1 || chunks > bytes) {
      throw new RefusedVersionException(
          "it has %d chunks; must be 1 to its %d bytes".formatted(chunks, bytes));
    }
  }
}
