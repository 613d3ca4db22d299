package dev.tandem.ingest.feed.media;

import dev.tandem.ingest.extract.Signal;
import java.util.Optional;

/** Cuts one modality into seconds, by time alone. Used by one thread. */
interface Track extends AutoCloseable {

  /** Takes over a piece; pieces come in about the order of their times. */
  void add(Piece piece);

  /** Nothing comes any more. */
  void end();

  /** Microseconds until which what is in {@link #take} will not change; the largest at the end. */
  long reach();

  /**
   * What was heard or seen in second {@code number}, from 0 on; empty where nothing was. Each
   * second is taken once, in order; what comes later for it is lost.
   */
  Optional<Signal> take(long number) throws MediaException;

  @Override
  void close();
}
