package dev.tandem.embedding;

import java.io.Serial;

/** A frozen network cannot be used; the message says why, for people. */
final class EmbeddingException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  EmbeddingException(String message) {
    super(message);
  }

  EmbeddingException(String message, Throwable cause) {
    super(message, cause);
  }
}
