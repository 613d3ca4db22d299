package dev.tandem.serving.delivery;

/** A model version that must not be served; the message is the reason. */
public class RefusedVersionException extends Exception {
  private static final long serialVersionUID = 1L;

  public RefusedVersionException(String reason) {
    super(reason);
  }

  public RefusedVersionException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
