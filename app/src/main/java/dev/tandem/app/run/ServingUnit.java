package dev.tandem.app.run;

import dev.tandem.app.answers.ContractCutter;
import dev.tandem.app.report.VersionFates;
import dev.tandem.app.settings.Settings;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.serving.BrokerClients;
import dev.tandem.serving.InferenceMembers;
import dev.tandem.serving.LiveModel;
import dev.tandem.serving.ServingMetrics;
import dev.tandem.serving.ServingOptions;
import dev.tandem.serving.ServingSettings;
import dev.tandem.serving.SwapListener;
import dev.tandem.serving.delivery.DeliverySettings;
import dev.tandem.serving.delivery.PredictorBuilder;
import dev.tandem.serving.http.ServingServer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** A live model and the consumer that answers with it. */
public final class ServingUnit implements AutoCloseable {
  private final LiveModel live;
  private final Optional<LiveModel> shadow;
  private final InferenceMembers members;
  private final VersionFates fates;
  private final Optional<ServingServer> server;
  private final ContractCutter cutter;
  private volatile Optional<ModelKey> last = Optional.empty();

  private ServingUnit(
      LiveModel live,
      Optional<LiveModel> shadow,
      InferenceMembers members,
      VersionFates fates,
      Optional<ServingServer> server,
      ContractCutter cutter) {
    this.live = live;
    this.shadow = shadow;
    this.members = members;
    this.fates = fates;
    this.server = server;
    this.cutter = cutter;
  }

  /** Begins to follow the model and, once there is a version, to answer; without HTTP. */
  public static ServingUnit start(Settings settings, KafkaConnection kafka) {
    return start(settings, ServingSettings.of(settings.serving()), kafka, false);
  }

  /** The same, and by HTTP where the settings say so. */
  public static ServingUnit startReachable(Settings settings, KafkaConnection kafka) {
    return start(settings, ServingSettings.of(settings.serving()), kafka, true);
  }

  private static ServingUnit start(
      Settings settings, ServingSettings serving, KafkaConnection kafka, boolean reachable) {
    BrokerClients clients = new BrokerClients(kafka);
    VersionFates fates = new VersionFates();
    ServingMetrics metrics = new ServingMetrics();
    LiveModel live =
        LiveModel.start(
            serving.delivery(),
            settings.topics(),
            clients,
            new PredictorBuilder(),
            SwapListener.both(fates, metrics),
            Clock.systemUTC());
    Optional<LiveModel> shadow =
        serving.shadow().map(delivery -> shadow(delivery, settings.topics(), clients));
    InferenceMembers members =
        InferenceMembers.start(
            serving.delivery().threads(),
            serving.inference(),
            settings.topics(),
            clients,
            live,
            shadow,
            Clock.systemUTC());
    ContractCutter cutter = new ContractCutter(networks(settings));
    ServingUnit unit = new ServingUnit(live, shadow, members, fates, Optional.empty(), cutter);
    if (!reachable || serving.http().address().isEmpty()) {
      return unit;
    }
    try {
      ServingServer server = ServingServer.start(serving.http(), live, members, metrics, cutter);
      return new ServingUnit(live, shadow, members, fates, Optional.of(server), cutter);
    } catch (RuntimeException e) {
      unit.close();
      throw e;
    }
  }

  private static LiveModel shadow(DeliverySettings delivery, Topics topics, BrokerClients clients) {
    return LiveModel.start(
        delivery, topics, clients, new PredictorBuilder(), SwapListener.NONE, Clock.systemUTC());
  }

  private static List<Path> networks(Settings settings) {
    return settings.serving().get(ServingOptions.NETWORKS).stream().map(Path::of).toList();
  }

  /** Name of the model that {@code settings} serve. */
  public static String model(Settings settings) {
    return ServingSettings.of(settings.serving()).delivery().model();
  }

  /** Where it is reached by HTTP; empty where it is not. */
  public Optional<Integer> port() {
    return server.map(ServingServer::port);
  }

  /** The version that answers, or that answered last. */
  public Optional<ModelKey> version() {
    return live.version().or(() -> last);
  }

  /** What became of the versions that were read. */
  public VersionFates fates() {
    return fates;
  }

  /** Clips that were answered, or found unanswerable, since the start. */
  public long answered() {
    return members.counters().predictions() + members.counters().deadLetters();
  }

  /** Clips answered since the start. */
  public long predictions() {
    return members.counters().predictions();
  }

  /** Whether everything before these read-committed ends of the clips topic is answered. */
  public boolean caughtUp(Map<TopicPartition, Long> ends) {
    return members.caughtUp(ends);
  }

  /** Throws if clips are answered no more, or never will be. */
  public void check() {
    ModelCheck.requireHope(live);
    members
        .failure()
        .ifPresent(
            error -> {
              throw new IllegalStateException("serving failed: " + error.getMessage(), error);
            });
  }

  @Override
  public void close() {
    last = live.version();
    server.ifPresent(ServingServer::close);
    cutter.close();
    members.close();
    shadow.ifPresent(LiveModel::close);
    live.close();
  }
}
