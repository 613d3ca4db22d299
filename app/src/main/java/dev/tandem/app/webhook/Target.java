package dev.tandem.app.webhook;

/** Somebody who is told. */
interface Target {
  /** For messages: without what may be secret. */
  String name();

  /**
   * Tells once.
   *
   * @throws InterruptedException if it is to end; nothing of it runs on then
   */
  Attempt send(Notice notice) throws InterruptedException;
}
