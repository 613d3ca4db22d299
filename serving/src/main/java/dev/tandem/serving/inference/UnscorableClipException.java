package dev.tandem.serving.inference;

/** A record of the clips topic that no model version like the current one can answer. */
public final class UnscorableClipException extends Exception {
  private static final long serialVersionUID = 1L;

  UnscorableClipException(String reason) {
    super(reason);
  }

  UnscorableClipException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
