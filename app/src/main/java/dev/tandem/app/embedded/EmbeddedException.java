package dev.tandem.app.embedded;

/** Kafka or Flink in this process cannot start or has failed; the message says which and why. */
public final class EmbeddedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EmbeddedException(String message, Throwable cause) {
    super(message, cause);
  }
}
