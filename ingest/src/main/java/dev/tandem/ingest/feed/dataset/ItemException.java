package dev.tandem.ingest.feed.dataset;

/** An item that gives no clip. The message is the reason alone. */
final class ItemException extends Exception {
  private static final long serialVersionUID = 1L;

  ItemException(String reason) {
    super(reason);
  }
}
