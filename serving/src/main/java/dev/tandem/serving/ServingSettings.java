package dev.tandem.serving;

import dev.tandem.schemas.config.Config;
import dev.tandem.serving.delivery.DeliverySettings;
import dev.tandem.serving.inference.InferenceSettings;

/** Everything that can be set about serving. */
public record ServingSettings(DeliverySettings delivery, InferenceSettings inference) {
  /** The settings of {@link ServingOptions}; throws ConfigException for one out of range. */
  public static ServingSettings of(Config config) {
    String model = config.get(ServingOptions.MODEL);
    String group = config.get(ServingOptions.GROUP);
    return new ServingSettings(
        new DeliverySettings(
            model,
            config.get(ServingOptions.CHUNK_PATIENCE),
            config.get(ServingOptions.CHUNK_MARGIN),
            config.get(ServingOptions.MAX_MODEL_BYTES),
            config.get(ServingOptions.KEEP_VERSIONS),
            config.get(ServingOptions.THREADS)),
        new InferenceSettings(
            group.isEmpty() ? "tandem-serve-" + model : group,
            config.get(ServingOptions.INSTANCE),
            config.get(ServingOptions.BATCH_SIZE),
            config.get(ServingOptions.BATCH_WINDOW),
            config.get(ServingOptions.TRANSACTION_TIMEOUT)));
  }
}
