package dev.tandem.serving.delivery;

import dev.tandem.schemas.records.ModelManifest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a payload that lies in a file instead of chunks, if it is the one of the manifest. */
final class ReferencedPayload {
  private ReferencedPayload() {}

  /**
   * The whole payload; its size was checked against what may be loaded.
   *
   * @throws RefusedVersionException if there is no such file, or size or digest are not the
   *     manifest's
   */
  static byte[] read(ModelManifest manifest) throws RefusedVersionException {
    Path file = file(manifest.getReference());
    try {
      if (!Files.isRegularFile(file) || Files.size(file) != manifest.getBytes()) {
        throw new RefusedVersionException(
            "its payload should be a file of %d bytes at %s; there is none"
                .formatted(manifest.getBytes(), file));
      }
      byte[] payload = Files.readAllBytes(file);
      ChunkAssembly.requireDigest(payload, manifest.getSha256());
      return payload;
    } catch (IOException e) {
      throw new RefusedVersionException(
          "its payload at %s cannot be read: %s".formatted(file, e), e);
    }
  }

  private static Path file(String reference) throws RefusedVersionException {
    try {
      URI uri = URI.create(reference);
      if ("file".equals(uri.getScheme())) {
        return Path.of(uri.getPath());
      }
    } catch (IllegalArgumentException notAPlace) {
      // reported below, with what is allowed
    }
    throw new RefusedVersionException(
        "its payload lies at '%s'; only file: URIs are read here".formatted(reference));
  }
}
