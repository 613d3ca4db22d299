package dev.tandem.app.run;

import dev.tandem.app.report.VersionFates;
import dev.tandem.app.settings.Settings;
import dev.tandem.schemas.ModelKey;
import dev.tandem.serving.BrokerClients;
import dev.tandem.serving.InferenceConsumer;
import dev.tandem.serving.LiveModel;
import dev.tandem.serving.ServingSettings;
import dev.tandem.serving.delivery.PredictorBuilder;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** A live model and the consumer that answers with it. */
public final class ServingUnit implements AutoCloseable {
  private final LiveModel live;
  private final InferenceConsumer consumer;
  private final VersionFates fates;

  private ServingUnit(LiveModel live, InferenceConsumer consumer, VersionFates fates) {
    this.live = live;
    this.consumer = consumer;
    this.fates = fates;
  }

  /** Begins to follow the model and, once there is a version, to answer. */
  public static ServingUnit start(Settings settings, String bootstrapServers) {
    ServingSettings serving = ServingSettings.of(settings.serving());
    BrokerClients clients = new BrokerClients(Map.of("bootstrap.servers", bootstrapServers));
    VersionFates fates = new VersionFates();
    LiveModel live =
        LiveModel.start(
            serving.delivery(),
            settings.topics(),
            clients,
            new PredictorBuilder(),
            fates,
            Clock.systemUTC());
    InferenceConsumer consumer =
        InferenceConsumer.start(
            serving.inference(), settings.topics(), clients, live, Clock.systemUTC());
    return new ServingUnit(live, consumer, fates);
  }

  /** The version that answers. */
  public Optional<ModelKey> version() {
    return live.version();
  }

  /** What became of the versions that were read. */
  public VersionFates fates() {
    return fates;
  }

  /** Clips that were answered, or found unanswerable, since the start. */
  public long answered() {
    return consumer.counters().predictions() + consumer.counters().deadLetters();
  }

  /** Clips answered since the start. */
  public long predictions() {
    return consumer.counters().predictions();
  }

  /** Whether everything before these read-committed ends of the clips topic is answered. */
  public boolean caughtUp(Map<TopicPartition, Long> ends) {
    return consumer.caughtUp(ends);
  }

  /** Throws if clips are answered no more. */
  public void check() {
    consumer
        .failure()
        .ifPresent(
            error -> {
              throw new IllegalStateException("serving failed: " + error.getMessage(), error);
            });
  }

  @Override
  public void close() {
    consumer.close();
    live.close();
  }
}
