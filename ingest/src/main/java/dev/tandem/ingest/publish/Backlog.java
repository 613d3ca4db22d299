package dev.tandem.ingest.publish;

/** How much of what was written its reader has not read yet. */
@FunctionalInterface
public interface Backlog extends AutoCloseable {

  /**
   * Records behind; asked a few times a second at most.
   *
   * @param turn what the writer is about to do
   */
  long records(Turn turn);

  @Override
  default void close() {}

  /** The same for several writers in several threads; whoever opened {@code backlog} closes it. */
  static Backlog shared(Backlog backlog) {
    return turn -> {
      synchronized (backlog) {
        return backlog.records(turn);
      }
    };
  }
}
