package dev.tandem.serving.delivery;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.ModelManifest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Collects the chunks of one version, in whatever order they come and however often, and gives out
 * the payload only if it is the one that the manifest describes.
 *
 * <p>Takes memory for what came, never for what the manifest claims.
 */
final class ChunkAssembly {
  private final ModelManifest manifest;
  private final String prefix;
  private final NavigableMap<Integer, byte[]> chunks = new TreeMap<>();
  private long bytes;

  ChunkAssembly(ModelKey key, ModelManifest manifest) {
    this.manifest = manifest;
    this.prefix = key.manifestKey() + "#";
  }

  /**
   * Keeps the chunk if it belongs to this version; a repeated one replaces the earlier.
   *
   * @return true if it belongs
   * @throws RefusedVersionException if the chunks are more than the manifest says
   */
  boolean offer(String key, byte[] chunk) throws RefusedVersionException {
    Optional<Integer> index = index(key);
    if (index.isEmpty()) {
      return false;
    }
    byte[] earlier = chunks.put(index.get(), chunk);
    bytes += chunk.length - (earlier == null ? 0 : earlier.length);
    if (bytes > manifest.getBytes()) {
      throw new RefusedVersionException(
          "its chunks have more than the %d bytes of its manifest".formatted(manifest.getBytes()));
    }
    return true;
  }

  private Optional<Integer> index(String key) {
    if (!key.startsWith(prefix)) {
      return Optional.empty();
    }
    try {
      int index = Integer.parseInt(key.substring(prefix.length()));
      return index < 0 || index >= manifest.getChunks() ? Optional.empty() : Optional.of(index);
    } catch (NumberFormatException foreign) {
      return Optional.empty();
    }
  }

  boolean isComplete() {
    return chunks.size() == manifest.getChunks();
  }

  /** For a report on what is missing: {@code 3 of 8 chunks}. */
  String progress() {
    return "%d of %d chunks".formatted(chunks.size(), manifest.getChunks());
  }

  /**
   * The whole payload.
   *
   * @throws RefusedVersionException if size or digest are not the manifest's
   */
  byte[] payload() throws RefusedVersionException {
    if (bytes != manifest.getBytes()) {
      throw new RefusedVersionException(
          "its chunks have %d bytes, its manifest says %d".formatted(bytes, manifest.getBytes()));
    }
    byte[] payload = new byte[Math.toIntExact(bytes)];
    int end = 0;
    for (byte[] chunk : chunks.values()) {
      System.arraycopy(chunk, 0, payload, end, chunk.length);
      end += chunk.length;
    }
    requireDigest(payload, manifest.getSha256());
    return payload;
  }

  /** Throws unless the payload is the one that a manifest describes. */
  static void requireDigest(byte[] payload, String wanted) throws RefusedVersionException {
    String actual = HexFormat.of().formatHex(sha256().digest(payload));
    if (!actual.equals(wanted)) {
      throw new RefusedVersionException(
          "its payload has SHA-256 %s, its manifest says %s".formatted(actual, wanted));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
