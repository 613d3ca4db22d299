package dev.tandem.trainer.publication;

import dev.tandem.schemas.ModelKey;
import java.io.ByteArrayOutputStream;
import java.util.SortedMap;
import java.util.TreeMap;

/** The chunks of one version as they are found, in whatever order. */
final class Payload {
  private final ModelKey key;
  private final int chunks;
  private final SortedMap<Integer, byte[]> found = new TreeMap<>();

  Payload(ModelKey key, int chunks) {
    this.key = key;
    this.chunks = chunks;
  }

  /** Keeps it if it is one of them. */
  void offer(String name, byte[] value) {
    for (int i = 0; value != null && i < chunks; i++) {
      if (name.equals(key.chunkKey(i))) {
        found.put(i, value);
      }
    }
  }

  boolean isWhole() {
    return found.size() == chunks;
  }

  /** Throws {@link UnreadableVersionException} where some are missing. */
  byte[] bytes() {
    if (!isWhole()) {
      throw new UnreadableVersionException(
          "only %d of %d chunks of %s are there".formatted(found.size(), chunks, key));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    found.values().forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }
}
