package dev.tandem.serving.delivery;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.ModelManifest;
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

  /** Of the chunks before the first that is missing, so that it is done while others come. */
  private PayloadDigest digest = new PayloadDigest();

  private int digested;

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
    digest(index.get());
    return true;
  }

  private void digest(int changed) {
    if (changed < digested) {
      digest = new PayloadDigest();
      digested = 0;
    }
    for (byte[] next = chunks.get(digested); next != null; next = chunks.get(digested)) {
      digest.add(next);
      digested++;
    }
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
   * The whole payload, once: the chunks are let go, so that a large one is not held twice for long.
   *
   * @throws RefusedVersionException if size or digest are not the manifest's
   */
  byte[] payload() throws RefusedVersionException {
    if (bytes != manifest.getBytes()) {
      throw new RefusedVersionException(
          "its chunks have %d bytes, its manifest says %d".formatted(bytes, manifest.getBytes()));
    }
    digest.require(manifest.getSha256(), "its payload");
    byte[] payload = new byte[Math.toIntExact(bytes)];
    int end = 0;
    while (!chunks.isEmpty()) {
      byte[] chunk = chunks.pollFirstEntry().getValue();
      System.arraycopy(chunk, 0, payload, end, chunk.length);
      end += chunk.length;
    }
    return payload;
  }
}
