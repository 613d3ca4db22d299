package dev.tandem.serving.delivery;

import java.io.IOException;
import java.net.URI;

/**
 * Reads payloads that lie on neither topic nor file, such as in an object store. Found by {@link
 * java.util.ServiceLoader}, so that a consumer's own libraries can bring what they need.
 */
public interface ReferenceReader {
  /** Whether it knows this kind of address; never asked for {@code file:}. */
  boolean reads(URI reference);

  /**
   * The whole payload; size and digest are verified by the caller.
   *
   * @param bytes as its manifest says; no more than one above that need be read
   * @throws IOException if it is not there, or cannot be read
   */
  byte[] read(URI reference, long bytes) throws IOException;
}
