package dev.tandem.serving.delivery;

import dev.tandem.schemas.ModelKey;
import java.time.Duration;
import java.util.Optional;

/**
 * How model versions are followed.
 *
 * @param model the model's id
 * @param chunkPatience how long to wait for the next chunk of a version
 * @param chunkMargin how much earlier than its manifest a chunk's record time may be
 * @param maxModelBytes the largest payload that is loaded
 * @param keep versions that stay loaded, the one that answers among them
 * @param threads that score with a version at once; each has its own copy of the weights
 * @param fixed the one version that is served, whatever operators say; empty to do as they say
 */
public record DeliverySettings(
    String model,
    Duration chunkPatience,
    Duration chunkMargin,
    long maxModelBytes,
    int keep,
    int threads,
    Optional<ModelKey> fixed) {
  public DeliverySettings {
    ModelKey.requireName(model);
  }

  /** The same for another model, or for one version of it alone. */
  public DeliverySettings of(String otherModel, Optional<ModelKey> version) {
    return new DeliverySettings(
        otherModel, chunkPatience, chunkMargin, maxModelBytes, 1, threads, version);
  }
}
