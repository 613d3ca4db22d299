package dev.tandem.trainer.publication;

import dev.tandem.schemas.ModelKey;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The chunks of one version as they are found, in whatever order. */
final class Chunks {
  private final ModelKey key;
  private final Map<String, Integer> wanted = new HashMap<>();
  private final SortedMap<Integer, byte[]> found = new TreeMap<>();

  Chunks(ModelKey key, int chunks) {
    this.key = key;
    for (int i = 0; i < chunks; i++) {
      wanted.put(key.chunkKey(i), i);
    }
  }

  /** Keeps it if it is one of them. */
  void offer(String name, byte[] value) {
    if (value != null && wanted.containsKey(name)) {
      found.put(wanted.get(name), value);
    }
  }

  boolean isWhole() {
    return found.size() == wanted.size();
  }

  /** Throws {@link UnreadableVersionException} where some are missing. */
  byte[] payload() {
    if (!isWhole()) {
      throw new UnreadableVersionException(
          "only %d of %d chunks of %s are there".formatted(found.size(), wanted.size(), key));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    found.values().forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }
}
