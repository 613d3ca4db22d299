package dev.tandem.serving.delivery;

import dev.tandem.schemas.records.ModelManifest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A payload that lies in a file, because it is too large for the chunks topic. */
final class ReferencedPayload {
  private ReferencedPayload() {}

  /**
   * The whole payload.
   *
   * @throws RefusedVersionException if it cannot be read, or is not the one of the manifest
   */
  static byte[] read(ModelManifest manifest) throws RefusedVersionException {
    Path file = file(manifest.getReference());
    try {
      if (!Files.isRegularFile(file)) {
        throw new RefusedVersionException("its payload's file %s is not there".formatted(file));
      }
      long size = Files.size(file);
      if (size != manifest.getBytes()) {
        throw new RefusedVersionException(
            "its payload's file %s has %d bytes, its manifest says %d"
                .formatted(file, size, manifest.getBytes()));
      }
      byte[] payload = Files.readAllBytes(file);
      PayloadDigest.of(payload).require(manifest.getSha256(), "its payload's file " + file);
      return payload;
    } catch (IOException e) {
      throw new RefusedVersionException(
          "its payload's file %s cannot be read: %s".formatted(file, e), e);
    }
  }

  private static Path file(String reference) throws RefusedVersionException {
    try {
      URI uri = URI.create(reference);
      if ("file".equals(uri.getScheme())) {
        return Path.of(uri);
      }
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new RefusedVersionException(
          "its payload lies at '%s', which is no address of a file".formatted(reference), e);
    }
    throw new RefusedVersionException(
        "its payload lies at '%s'; only chunks and file: are read. Mount it as a file, or raise publish.inline-limit."
            .formatted(reference));
  }
}
