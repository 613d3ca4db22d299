package dev.tandem.serving;

import dev.tandem.schemas.ModelKey;
import java.time.Instant;

/**
 * Hears what becomes of each version. Called by the thread that loads models, so it must not wait.
 */
public interface SwapListener {
  /** A listener that ignores everything. */
  SwapListener NONE = new SwapListener() {};

  /** A version answers from now on. */
  default void loaded(Swap swap) {}

  /**
   * Something was refused; the last good version goes on answering.
   *
   * @param version {@code model@generation.version}, or the key of a record that names no version
   */
  default void refused(String version, String reason, Instant at) {}

  /** {@code version} was read and never answered, because {@code by} does. */
  default void superseded(ModelKey version, ModelKey by, Instant at) {}
}
