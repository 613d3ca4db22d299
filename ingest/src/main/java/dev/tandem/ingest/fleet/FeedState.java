package dev.tandem.ingest.fleet;

/** What a feed of a fleet does. */
public enum FeedState {
  /** Being opened, for the first time or again. */
  OPENING,
  /** Open, and waiting for the others. */
  OPEN,
  PUBLISHING,
  /** It has failed, and is opened again soon. */
  WAITING,
  /** For good, by itself or because it was told to. */
  ENDED,
  /** For good; or it had failed and was not back when it was told to end. */
  FAILED;

  public boolean isFinal() {
    return this == ENDED || this == FAILED;
  }
}
