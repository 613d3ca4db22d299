package dev.tandem.trainer.publication;

/** A version that was asked for is not there, or is not what its manifest says. */
public final class UnreadableVersionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnreadableVersionException(String message) {
    super(message);
  }
}
