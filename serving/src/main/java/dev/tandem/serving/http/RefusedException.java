package dev.tandem.serving.http;

/** A request that is not answered with what it asks for, and the reply that says why. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Reply reply;

  RefusedException(Reply reply) {
    super("refused with status " + reply.status());
    this.reply = reply;
  }

  Reply reply() {
    return reply;
  }
}
