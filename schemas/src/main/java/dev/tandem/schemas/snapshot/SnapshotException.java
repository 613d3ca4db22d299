package dev.tandem.schemas.snapshot;

/**
 * A payload that is not a snapshot of ours: truncated, lying about its sizes, or of another kind.
 */
public final class SnapshotException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SnapshotException(String message) {
    super(message);
  }

  public SnapshotException(String message, Throwable cause) {
    super(message, cause);
  }
}
