package dev.tandem.ingest.feed.media;

/** Something that was heard or seen at a time, in microseconds. */
sealed interface Piece permits Sound, Picture {

  /** When it begins. */
  long time();

  /** When it ends by its own account. */
  long end();

  /** Gives back what it holds, where nobody has use for it. */
  default void release() {}

  /** The same, later by {@code micros}, in place of this one. */
  Piece shifted(long micros);
}
