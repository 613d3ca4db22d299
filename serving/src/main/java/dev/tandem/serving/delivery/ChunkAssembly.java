package dev.tandem.serving.delivery;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.ModelManifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Collects the chunks of one version, in whatever order they come and however often, and gives out
 * the payload only if it is the one that the manifest describes.
 *
 * <p>What has come without a gap is put together, and digested, while the rest comes. Takes memory
 * for what came, at most {@value #AHEAD} times as much, never for what the manifest claims.
 */
final class ChunkAssembly {
  private static final int AHEAD = 4;

  private final ModelManifest manifest;
  private final String prefix;

  /** Chunks behind one that is missing. */
  private final NavigableMap<Integer, byte[]> waiting = new TreeMap<>();

  /** Where each chunk of those before the first that is missing ends in the payload. */
  private final List<Integer> ends = new ArrayList<>();

  private byte[] payload = {};
  private long waitingBytes;
  private PayloadDigest digest = new PayloadDigest();

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
    if (index.get() < ends.size()) {
      if (isPlaced(index.get(), chunk)) {
        return true;
      }
      takeBack(index.get());
    }
    await(index.get(), chunk);
    if (end(ends.size()) + waitingBytes > manifest.getBytes()) {
      throw new RefusedVersionException(
          "its chunks have more than the %d bytes of its manifest".formatted(manifest.getBytes()));
    }
    while (waiting.containsKey(ends.size())) {
      place(waiting.remove(ends.size()));
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

  private void await(int index, byte[] chunk) {
    byte[] earlier = waiting.put(index, chunk);
    waitingBytes += chunk.length - (earlier == null ? 0 : earlier.length);
  }

  /** Of the first {@code chunks}. */
  private int end(int chunks) {
    return chunks == 0 ? 0 : ends.get(chunks - 1);
  }

  private boolean isPlaced(int index, byte[] chunk) {
    return Arrays.equals(payload, end(index), end(index + 1), chunk, 0, chunk.length);
  }

  /** What was placed from that chunk on waits again, as another takes its place. */
  private void takeBack(int index) {
    for (int i = index; i < ends.size(); i++) {
      await(i, Arrays.copyOfRange(payload, end(i), end(i + 1)));
    }
    ends.subList(index, ends.size()).clear();
    digest = new PayloadDigest();
    digest.add(payload, 0, end(index));
  }

  private void place(byte[] chunk) {
    waitingBytes -= chunk.length;
    int start = end(ends.size());
    int end = start + chunk.length;
    if (end > payload.length) {
      payload = Arrays.copyOf(payload, (int) Math.min(manifest.getBytes(), (long) AHEAD * end));
    }
    System.arraycopy(chunk, 0, payload, start, chunk.length);
    digest.add(chunk, 0, chunk.length);
    ends.add(end);
  }

  boolean isComplete() {
    return ends.size() == manifest.getChunks();
  }

  /** For a report on what is missing: {@code 3 of 8 chunks}. */
  String progress() {
    return "%d of %d chunks".formatted(ends.size() + waiting.size(), manifest.getChunks());
  }

  /**
   * The whole payload, once.
   *
   * @throws RefusedVersionException if size or digest are not the manifest's
   */
  byte[] payload() throws RefusedVersionException {
    long bytes = end(ends.size());
    if (bytes != manifest.getBytes()) {
      throw new RefusedVersionException(
          "its chunks have %d bytes, its manifest says %d".formatted(bytes, manifest.getBytes()));
    }
    digest.require(manifest.getSha256(), "its payload");
    return payload;
  }
}
