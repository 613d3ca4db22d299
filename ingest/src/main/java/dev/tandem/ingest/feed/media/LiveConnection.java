package dev.tandem.ingest.feed.media;

import java.util.Optional;
import java.util.SortedSet;

/** An open live source. Used by one thread; what it gives is whose it is given to. */
interface LiveConnection extends AutoCloseable {

  /** What it has. */
  SortedSet<String> modalities();

  /** What it is, for people. */
  String describe();

  /**
   * The next piece, at the source's own time, as soon as it is there; empty at the end of the
   * source. Throws where it breaks or says nothing for too long.
   */
  Optional<Part> next() throws MediaException;

  /** The wall-clock time of the source's time 0 by its own word, in microseconds; empty without. */
  default Optional<Long> wallClockStart() {
    return Optional.empty();
  }

  /** Whether its end is the end of the source, which is not opened again. */
  default boolean isFinite() {
    return false;
  }

  @Override
  void close();

  /** A piece of one modality. */
  record Part(String modality, Piece piece) {}

  /** Opens connections, again and again. */
  @FunctionalInterface
  interface Connector {
    LiveConnection open() throws MediaException;
  }
}
