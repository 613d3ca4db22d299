package dev.tandem.ingest.feed.media;

/** What is known of a file's times, which may be still being written. */
interface Surveyed {

  /**
   * Whether {@code stream} has a packet {@code number}, counted from 0; waits until that is known.
   */
  boolean has(int stream, long number) throws MediaException;

  /** As far as it is known. */
  Timeline timeline();
}
