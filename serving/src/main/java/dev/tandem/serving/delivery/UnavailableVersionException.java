package dev.tandem.serving.delivery;

/** A version whose payload cannot be had now, and may be had later; the message is the reason. */
final class UnavailableVersionException extends RefusedVersionException {
  private static final long serialVersionUID = 1L;

  UnavailableVersionException(String reason) {
    super(reason);
  }

  UnavailableVersionException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
