package dev.tandem.schemas;

/** Topics are missing or cannot be used as they are; nothing was written. */
public final class UnfitTopicsException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public UnfitTopicsException(String message) {
    super(message);
  }
}
