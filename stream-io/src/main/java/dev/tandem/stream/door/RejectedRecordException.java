package dev.tandem.stream.door;

/** A record that cannot be used. The message becomes the reason of its dead letter. */
public class RejectedRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RejectedRecordException(String reason) {
    super(reason);
  }
}
