package dev.tandem.trainer.door;

/** A record lies further from the time of its partition than {@code stream.max-leap}. */
final class FarOffRecordException extends RejectedRecordException {
  private static final long serialVersionUID = 1L;

  FarOffRecordException(String message) {
    super(message);
  }
}
