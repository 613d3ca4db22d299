package dev.tandem.trainer.publication;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.config.ConfigException;
import java.util.Optional;

/** Keeps a job that begins without state from publishing versions that exist. */
public final class NewestVersion {
  private NewestVersion() {}

  /**
   * Throws {@link ConfigException} where the model is on its topic already.
   *
   * @param generation the one that the job is to begin
   */
  public static void requireUnpublished(KafkaLedger topic, int generation) {
    Optional<ModelKey> newest = topic.read().newest();
    if (newest.isPresent() && newest.get().generation() >= generation) {
      throw new ConfigException(
          ("model %s is already on %s, up to %s, and this job has no state to go on from. Restore it from a"
                  + " savepoint, or begin the next generation with trainer.generation=%d.")
              .formatted(
                  topic.model(), topic.topic(), newest.get(), newest.get().generation() + 1));
    }
  }
}
