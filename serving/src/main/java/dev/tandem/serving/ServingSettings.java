package dev.tandem.serving;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.config.Config;
import dev.tandem.serving.delivery.DeliverySettings;
import dev.tandem.serving.inference.InferenceSettings;
import java.util.Optional;

/** Everything that can be set about serving. */
public record ServingSettings(
    DeliverySettings delivery,
    InferenceSettings inference,
    HttpSettings http,
    Optional<DeliverySettings> shadow) {
  /** The settings of {@link ServingOptions}; throws ConfigException for one out of range. */
  public static ServingSettings of(Config config) {
    String model = config.get(ServingOptions.MODEL);
    String group = config.get(ServingOptions.GROUP);
    DeliverySettings delivery =
        new DeliverySettings(
            model,
            config.get(ServingOptions.CHUNK_PATIENCE),
            config.get(ServingOptions.CHUNK_MARGIN),
            config.get(ServingOptions.MAX_MODEL_BYTES),
            config.get(ServingOptions.KEEP_VERSIONS),
            config.get(ServingOptions.THREADS),
            Optional.empty());
    return new ServingSettings(
        delivery,
        new InferenceSettings(
            group.isEmpty() ? "tandem-serve-" + model : group,
            config.get(ServingOptions.INSTANCE),
            config.get(ServingOptions.BATCH_SIZE),
            config.get(ServingOptions.BATCH_WINDOW),
            config.get(ServingOptions.TRANSACTION_TIMEOUT),
            config.get(ServingOptions.TOP)),
        new HttpSettings(
            config.get(ServingOptions.HTTP),
            config.get(ServingOptions.HTTP_MAX_BYTES),
            config.get(ServingOptions.TOP)),
        shadow(delivery, config.get(ServingOptions.SHADOW)));
  }

  /** {@code MODEL} is followed, {@code MODEL@GENERATION.VERSION} is one version. */
  private static Optional<DeliverySettings> shadow(DeliverySettings delivery, String shadow) {
    Optional<ModelKey> version = ModelKey.ofManifestKey(shadow);
    return shadow.isEmpty()
        ? Optional.empty()
        : Optional.of(delivery.of(version.map(ModelKey::model).orElse(shadow), version));
  }
}
