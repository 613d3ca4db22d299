package dev.tandem.app.bench;

import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.learner.data.Example;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.serving.BrokerClients;
import dev.tandem.serving.LiveModel;
import dev.tandem.serving.ServingOptions;
import dev.tandem.serving.ServingSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * From a version's commit to the first answer by it, for several sizes, beside what copying its
 * bytes through Kafka takes; and the start of a consumer that finds many versions.
 */
public final class DeliveryBench {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final long SPIN_NANOS = 100_000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int WARM_UP = 5;
  private static final String MODEL = "bench";

  /**
   * A network's size.
   *
   * @param width of its hidden layers
   * @param averaged whether a version has averaged weights, too, as by default: twice the bytes
   */
  public record Size(String name, int width, boolean averaged) {}

  /**
   * What to measure.
   *
   * @param versions that count of each size, after some that do not
   */
  public record Plan(List<Size> sizes, long versions) {
    /** 0.1, 1 and 22 million parameters with default settings, and 22 without averaging. */
    public static Plan standard(long versions) {
      return new Plan(
          List.of(
              new Size("0.1M", 150, true),
              new Size("1M", 1550, true),
              new Size("22M", 34_000, true),
              new Size("22M-unaveraged", 34_000, false)),
          versions);
    }
  }

  private final Plan plan;
  private final Consumer<String> say;

  public DeliveryBench(Plan plan, Consumer<String> say) {
    this.plan = plan;
    this.say = say;
  }

  /** Runs all of it with Kafka's files in {@code directory}. */
  public List<Delivered> run(Path directory) {
    List<Delivered> delivered = new ArrayList<>();
    for (Size size : plan.sizes()) {
      say.accept("%s parameters".formatted(size.name()));
      Path files = directory.resolve("kafka-" + size.name());
      try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(files))) {
        delivered.add(deliver(kafka.connection(), size));
      }
    }
    return delivered;
  }

  private Delivered deliver(KafkaConnection kafka, Size size) {
    Topics topics = Topics.standard();
    createTopics(kafka, topics);
    Parts parts = new Parts();
    LoadWatch watch = new LoadWatch(CLOCK);
    try (SyntheticVersions versions = new SyntheticVersions(kafka, topics, MODEL, size)) {
      try (LiveModel live = live(kafka, topics, watch);
          PlainCopy copy = new PlainCopy(kafka, topics)) {
        for (int i = -WARM_UP; i < plan.versions(); i++) {
          Parts.Delivery one = deliver(versions, live, watch);
          Parts.Copy plain = copy.copy(versions);
          if (i >= 0) {
            parts.add(one, plain);
          }
        }
      }
      double cold = coldStart(kafka, topics, versions.newest());
      return parts.of(size.name(), versions.bytes(), versions.newest().version(), cold);
    }
  }

  private static Parts.Delivery deliver(
      SyntheticVersions versions, LiveModel live, LoadWatch watch) {
    long begun = System.nanoTime();
    ModelKey version = versions.write();
    long written = System.nanoTime();
    versions.commit();
    long committed = System.nanoTime();
    awaitAnswer(live, version);
    long answered = System.nanoTime();
    while (watch.of(version).isEmpty()) { // is told just after
      LockSupport.parkNanos(SPIN_NANOS);
    }
    return new Parts.Delivery(begun, written, committed, watch.of(version).orElseThrow(), answered);
  }

  private static void awaitAnswer(LiveModel live, ModelKey version) {
    Optional<ModelKey> wanted = Optional.of(version);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!live.version().equals(wanted)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "%s does not answer after %s: %s"
                .formatted(version, PATIENCE, live.problem().orElse("no reason is known")));
      }
      LockSupport.parkNanos(SPIN_NANOS);
    }
    try (LiveModel.Lease lease = live.acquire()) {
      lease.model().score(List.of(example()));
    }
  }

  private static Example example() {
    float[] zeros = new float[SyntheticVersions.INPUTS];
    return new Example("bench", new TreeMap<>(Map.of("audio", zeros, "video", zeros)));
  }

  private static double coldStart(KafkaConnection kafka, Topics topics, ModelKey newest) {
    long begun = System.nanoTime();
    try (LiveModel live = live(kafka, topics, new LoadWatch(CLOCK))) {
      awaitAnswer(live, newest);
      return (System.nanoTime() - begun) / 1e6;
    }
  }

  private static LiveModel live(KafkaConnection kafka, Topics topics, LoadWatch watch) {
    Config config = Config.of(Map.of("serving.model", MODEL), ServingOptions.ALL);
    return LiveModel.start(
        ServingSettings.of(config).delivery(),
        topics,
        new BrokerClients(kafka),
        watch,
        watch,
        CLOCK);
  }

  private static void createTopics(KafkaConnection kafka, Topics topics) {
    try (Admin admin = kafka.admin()) {
      new TopicAdmin(admin).create(topics.catalogue(List.of("audio"), 1), Optional.empty());
    }
  }
}
