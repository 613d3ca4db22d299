package dev.tandem.app.run;

import dev.tandem.app.settings.Settings;
import dev.tandem.schemas.ModelKey;
import dev.tandem.serving.BrokerClients;
import dev.tandem.serving.InferenceConsumer;
import dev.tandem.serving.LiveModel;
import dev.tandem.serving.ServingSettings;
import dev.tandem.serving.Swap;
import dev.tandem.serving.SwapListener;
import dev.tandem.serving.delivery.PredictorBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A live model and the consumer that answers with it. */
public final class ServingUnit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServingUnit.class);

  private final LiveModel live;
  private final InferenceConsumer consumer;
  private final List<Swap> swaps;

  private ServingUnit(LiveModel live, InferenceConsumer consumer, List<Swap> swaps) {
    this.live = live;
    this.consumer = consumer;
    this.swaps = swaps;
  }

  /** Begins to follow the model and, once there is a version, to answer. */
  public static ServingUnit start(Settings settings, String bootstrapServers) {
    ServingSettings serving = ServingSettings.of(settings.serving());
    BrokerClients clients = new BrokerClients(Map.of("bootstrap.servers", bootstrapServers));
    List<Swap> swaps = new CopyOnWriteArrayList<>();
    LiveModel live =
        LiveModel.start(
            serving.delivery(),
            settings.topics(),
            clients,
            new PredictorBuilder(),
            new Recorder(swaps),
            Clock.systemUTC());
    InferenceConsumer consumer =
        InferenceConsumer.start(
            serving.inference(), settings.topics(), clients, live, Clock.systemUTC());
    return new ServingUnit(live, consumer, swaps);
  }

  /** The version that answers. */
  public Optional<ModelKey> version() {
    return live.version();
  }

  /** Every version that went live, in order. */
  public List<Swap> swaps() {
    return List.copyOf(swaps);
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

  private record Recorder(List<Swap> swaps) implements SwapListener {
    @Override
    public void loaded(Swap swap) {
      swaps.add(swap);
    }

    @Override
    public void refused(String version, String reason, Instant at) {
      LOG.warn("version {} was refused: {}", version, reason);
    }
  }
}
