package dev.tandem.scoring;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.serving.BrokerClients;
import dev.tandem.serving.LiveModel;
import dev.tandem.serving.ServingOptions;
import dev.tandem.serving.ServingSettings;
import dev.tandem.serving.SwapListener;
import dev.tandem.serving.delivery.PredictorBuilder;
import java.time.Clock;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The topics that the trainer writes to.
 *
 * @param prefix of the topics
 * @param settings those of {@link ServingOptions} that the user set
 */
public record KafkaModelSource(
    KafkaConnection kafka, String prefix, SortedMap<String, String> settings)
    implements ModelSource {
  private static final long serialVersionUID = 1L;

  public KafkaModelSource {
    settings = new TreeMap<>(settings);
  }

  @Override
  public LiveModel open() {
    return LiveModel.start(
        ServingSettings.of(Config.of(settings, ServingOptions.ALL)).delivery(),
        new Topics(prefix),
        new BrokerClients(kafka),
        new PredictorBuilder(),
        SwapListener.NONE,
        Clock.systemUTC());
  }
}
