package dev.tandem.serving.delivery;

import dev.tandem.schemas.ModelKey;
import java.time.Duration;

/**
 * How model versions are followed.
 *
 * @param model the model's id
 * @param chunkPatience how long to wait for the next chunk of a version
 * @param chunkMargin how much earlier than its manifest a chunk's record time may be
 * @param maxModelBytes the largest payload that is loaded
 * @param keep versions that stay loaded, the one that answers among them
 * @param threads that score with a version at once; each has its own copy of the weights
 */
public record DeliverySettings(
    String model,
    Duration chunkPatience,
    Duration chunkMargin,
    long maxModelBytes,
    int keep,
    int threads) {
  public DeliverySettings {
    ModelKey.requireName(model);
  }
}
