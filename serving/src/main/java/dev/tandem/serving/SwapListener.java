package dev.tandem.serving;

import dev.tandem.schemas.ModelKey;
import java.time.Instant;
import java.util.Optional;

/**
 * Hears what becomes of each version. Called by the thread that loads models, so it must not wait.
 */
public interface SwapListener {
  /** A listener that ignores everything. */
  SwapListener NONE = new SwapListener() {};

  /** One that passes everything on to both. */
  static SwapListener both(SwapListener first, SwapListener second) {
    return new SwapListener() {
      @Override
      public void loaded(Swap swap) {
        first.loaded(swap);
        second.loaded(swap);
      }

      @Override
      public void refused(String version, String reason, Instant at) {
        first.refused(version, reason, at);
        second.refused(version, reason, at);
      }

      @Override
      public void steered(Optional<ModelKey> pin, Instant at) {
        first.steered(pin, at);
        second.steered(pin, at);
      }

      @Override
      public void superseded(ModelKey version, ModelKey by, Instant at) {
        first.superseded(version, by, at);
        second.superseded(version, by, at);
      }
    };
  }

  /** A version answers from now on. */
  default void loaded(Swap swap) {}

  /**
   * Something was refused, for good or for a while, as the reason says; the last good version goes
   * on answering.
   *
   * @param version {@code model@generation.version}, or the key of a record that names no version
   */
  default void refused(String version, String reason, Instant at) {}

  /**
   * An operator pinned a version, or wants the newest again.
   *
   * @param pin empty where the newest is wanted
   */
  default void steered(Optional<ModelKey> pin, Instant at) {}

  /** {@code version} was read and never answered, because {@code by} does. */
  default void superseded(ModelKey version, ModelKey by, Instant at) {}
}
