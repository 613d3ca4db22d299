package dev.tandem.schemas;

/** Bytes that are not a record Tandem knows. The message is fit for a dead letter's reason. */
public final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WireException(String message) {
    super(message);
  }

  public WireException(String message, Throwable cause) {
    super(message, cause);
  }
}
