package dev.tandem.app.broker;

/** There is no broker; the message says what is there instead, and is empty for nothing at all. */
final class UnreachedException extends Exception {
  static final String TLS =
      "the port speaks TLS, and Tandem connects without; say how with --command-config, or name a PLAINTEXT listener";

  private static final long serialVersionUID = 1L;

  UnreachedException(String instead) {
    super(instead);
  }
}
