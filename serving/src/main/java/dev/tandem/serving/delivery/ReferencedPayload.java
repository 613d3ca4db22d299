package dev.tandem.serving.delivery;

import dev.tandem.schemas.records.ModelManifest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** A payload that lies elsewhere, because it is too large for the chunks topic. */
final class ReferencedPayload {
  private ReferencedPayload() {}

  /**
   * The whole payload.
   *
   * @throws UnavailableVersionException if it cannot be read now
   * @throws RefusedVersionException if it is not the one of the manifest, or nothing here reads it
   */
  static byte[] read(ModelManifest manifest) throws RefusedVersionException {
    URI place = address(manifest.getReference());
    byte[] payload =
        "file".equals(place.getScheme()) ? file(place, manifest) : other(place, manifest);
    if (payload.length != manifest.getBytes()) {
      throw new RefusedVersionException(
          "its payload at %s has %d bytes, its manifest says %d"
              .formatted(place, payload.length, manifest.getBytes()));
    }
    PayloadDigest.of(payload).require(manifest.getSha256(), "its payload at " + place);
    return payload;
  }

  private static URI address(String reference) throws RefusedVersionException {
    try {
      return URI.create(reference);
    } catch (IllegalArgumentException e) {
      throw noAddress(reference, e);
    }
  }

  private static RefusedVersionException noAddress(String reference, Exception cause) {
    return new RefusedVersionException(
        "its payload lies at '%s', which is no address of a file".formatted(reference), cause);
  }

  /** One of another size is not read: it might be of any. */
  private static byte[] file(URI place, ModelManifest manifest) throws RefusedVersionException {
    try {
      Path file = Path.of(place);
      if (!Files.isRegularFile(file)) {
        throw new UnavailableVersionException("its payload's file %s is not there".formatted(file));
      }
      long size = Files.size(file);
      if (size != manifest.getBytes()) {
        throw new RefusedVersionException(
            "its payload's file %s has %d bytes, its manifest says %d"
                .formatted(file, size, manifest.getBytes()));
      }
      return Files.readAllBytes(file);
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw noAddress(place.toString(), e);
    } catch (IOException e) {
      throw unreadable(place, e);
    }
  }

  private static byte[] other(URI place, ModelManifest manifest) throws RefusedVersionException {
    for (ReferenceReader reader : ServiceLoader.load(ReferenceReader.class)) {
      if (reader.reads(place)) {
        try {
          return reader.read(place, manifest.getBytes());
        } catch (IOException | RuntimeException e) {
          throw unreadable(place, e);
        }
      }
    }
    throw new RefusedVersionException(
        "its payload lies at '%s', which nothing here reads. Mount it as a file, put a ReferenceReader for it on the class path, or raise publish.inline-limit."
            .formatted(place));
  }

  private static UnavailableVersionException unreadable(URI place, Exception cause) {
    return new UnavailableVersionException(
        "its payload at %s cannot be read: %s".formatted(place, cause), cause);
  }
}
