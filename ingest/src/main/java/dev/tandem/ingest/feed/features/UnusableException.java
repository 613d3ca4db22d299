package dev.tandem.ingest.feed.features;

/** A file that holds no features, and why, as the end of a sentence. */
final class UnusableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableException(String reason) {
    super(reason);
  }
}
