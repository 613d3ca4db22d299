package dev.tandem.serving.delivery;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Payloads at {@code memory:NAME}; for {@link #HUGE} the heap is too small. */
public final class MemoryReader implements ReferenceReader {
  static final String HUGE = "huge";
  static final Map<String, byte[]> STORED = new ConcurrentHashMap<>();

  @Override
  public boolean reads(URI reference) {
    return "memory".equals(reference.getScheme());
  }

  @Override
  public byte[] read(URI reference, long bytes) throws IOException {
    if (reference.getSchemeSpecificPart().equals(HUGE)) {
      throw new OutOfMemoryError("Java heap space");
    }
    byte[] stored = STORED.get(reference.getSchemeSpecificPart());
    if (stored == null) {
      throw new FileNotFoundException(reference.getSchemeSpecificPart());
    }
    return stored;
  }
}
