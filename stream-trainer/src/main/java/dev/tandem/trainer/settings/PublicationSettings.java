package dev.tandem.trainer.settings;

import dev.tandem.schemas.config.Config;
import dev.tandem.trainer.publication.PayloadFiles;
import java.time.Duration;
import org.apache.flink.connector.base.DeliveryGuarantee;

/**
 * When versions are published, and how.
 *
 * @param every steps from one version to the next
 * @param retain versions that stay on the topics
 * @param gate how far accuracy may fall before a version is held; 0 for no gate
 * @param files where payloads lie that are too large for the topics
 */
public record PublicationSettings(
    int every,
    int retain,
    DeliveryGuarantee delivery,
    double gate,
    PayloadFiles files,
    Duration transactionTimeout) {

  /** Throws {@link dev.tandem.schemas.config.ConfigException} for a value that is not allowed. */
  public static PublicationSettings of(Config config) {
    return new PublicationSettings(
        config.get(TrainerOptions.PUBLISH_EVERY),
        config.get(TrainerOptions.PUBLISH_RETAIN),
        config.get(TrainerOptions.PUBLISH_DELIVERY).equals("at-least-once")
            ? DeliveryGuarantee.AT_LEAST_ONCE
            : DeliveryGuarantee.EXACTLY_ONCE,
        config.get(TrainerOptions.PUBLISH_GATE),
        new PayloadFiles(
            config.get(TrainerOptions.INLINE_LIMIT), config.get(TrainerOptions.DIRECTORY)),
        config.get(TrainerOptions.TRANSACTION_TIMEOUT));
  }
}
