package dev.tandem.serving.delivery;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Payloads at {@code memory:NAME}. */
public final class MemoryReader implements ReferenceReader {
  static final Map<String, byte[]> STORED = new ConcurrentHashMap<>();

  @Override
  public boolean reads(URI reference) {
    return "memory".equals(reference.getScheme());
  }

  @Override
  public byte[] read(URI reference, long bytes) throws IOException {
    byte[] stored = STORED.get(reference.getSchemeSpecificPart());
    if (stored == null) {
      throw new FileNotFoundException(reference.getSchemeSpecificPart());
    }
    return stored;
  }
}
