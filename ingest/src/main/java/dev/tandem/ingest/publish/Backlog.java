package dev.tandem.ingest.publish;

/** How much of what was written its reader has not read yet. */
@FunctionalInterface
public interface Backlog extends AutoCloseable {

  /** Records behind; asked a few times a second at most. */
  long records();

  @Override
  default void close() {}
}
