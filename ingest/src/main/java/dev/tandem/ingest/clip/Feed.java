package dev.tandem.ingest.clip;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A source of clips. Used by one thread; closing it releases files and devices. */
public interface Feed extends AutoCloseable {
  FeedDescription describe();

  /**
   * The next clip, with indices 0, 1, 2, …, of which a feed leaves out what gave no clip; empty at
   * the end of the feed. Throws {@link FeedException} when the feed breaks.
   */
  Optional<CapturedClip> next();

  /** Passes over the clips of the next {@code clips} indices. */
  default void skip(long clips) {
    for (long left = clips; left > 0 && next().isPresent(); left--) {}
  }

  /** What had to be left out so far, each with its reason; grows while the feed is read. */
  default List<Skipped> skipped() {
    return List.of();
  }

  /** Those of {@link #skipped} that stand for many items and change as more are left out. */
  default List<Skipped> summaries() {
    return List.of();
  }

  /** What became of each item that was read to its end, or could not be read. */
  default List<ItemReport> reports() {
    return List.of();
  }

  /** How each live source of it is doing. From any thread. */
  default List<SourceReport> sources() {
    return List.of();
  }

  /** How much of it was read, 0 to 1; empty where nobody knows. From any thread. */
  default OptionalDouble share() {
    return OptionalDouble.empty();
  }

  /**
   * A time before which no clip ends that {@link #next} is still to return, nor the one that it
   * returned last; empty where clips alone tell the time. It never goes back. From any thread.
   */
  default Optional<Instant> horizon() {
    return Optional.empty();
  }

  /** Whether {@link #next} may wait for what does not exist yet. From any thread. */
  default boolean mayWait() {
    return false;
  }

  /** Makes a {@link #next} that waits return soon, as at the end of the feed. From any thread. */
  default void stop() {}

  @Override
  default void close() {}

  /** An item of a feed that gave no clip, such as a corrupt file, and why. */
  record Skipped(String item, String reason) {}
}
