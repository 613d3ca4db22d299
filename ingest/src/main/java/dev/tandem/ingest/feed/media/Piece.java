package dev.tandem.ingest.feed.media;

/** Something that was heard or seen at a time, in microseconds. */
sealed interface Piece permits Sound, Picture {

  /** When it begins. */
  long time();

  /** When it ends by its own account. */
  long end();
}
