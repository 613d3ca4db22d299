package dev.tandem.ingest.clip;

/**
 * A feed that cannot be opened, read or published. The message says what is wrong, the value
 * received, what is allowed and what to do.
 */
public final class FeedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FeedException(String message) {
    super(message);
  }

  public FeedException(String message, Throwable cause) {
    super(message, cause);
  }
}
