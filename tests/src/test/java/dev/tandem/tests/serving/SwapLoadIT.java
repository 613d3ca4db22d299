package dev.tandem.tests.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.learner.data.Example;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.serving.BrokerClients;
import dev.tandem.serving.LiveModel;
import dev.tandem.serving.ServingSettings;
import dev.tandem.serving.SwapListener;
import dev.tandem.serving.delivery.PredictorBuilder;
import dev.tandem.tests.FreePort;
import dev.tandem.tests.Patience;
import dev.tandem.tests.ProcessMemory;
import dev.tandem.tests.RunningTandem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests while versions are swapped, and memory over many swaps; wants a quiet machine. */
@Tag("long")
@Tag("alone")
class SwapLoadIT {
  private static final Topics TOPICS = Topics.standard();
  private static final Topics UNFOLLOWED = new Topics("unfollowed");
  private static final int REQUESTS_PER_SECOND = 200;
  private static final int SECONDS = 60;
  private static final List<String> FIXED_HEAP =
      List.of("-Xms192m", "-Xmx192m", "-XX:+AlwaysPreTouch");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path directory;
  private EmbeddedKafka kafka;
  private KafkaConnection connection;

  @BeforeEach
  void start() {
    kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
    connection = kafka.connection();
    try (Admin admin = connection.admin()) {
      for (Topics topics : List.of(TOPICS, UNFOLLOWED)) {
        new TopicAdmin(admin)
            .create(topics.catalogue(List.of("audio", "video"), 1), Optional.empty());
      }
    }
  }

  @AfterEach
  void stop() {
    kafka.close();
  }

  /** Making and writing versions costs the same machine as much where nobody follows them. */
  @Test
  void shouldLetNoRequestWaitForASwap() throws Exception {
    try (TestingTrainer trainer = new TestingTrainer(connection, TOPICS);
        TestingTrainer other = new TestingTrainer(connection, UNFOLLOWED);
        LiveModel live = live()) {
      trainer.publish(1);
      assertThat(live.awaitReady(Patience.STANDSTILL)).isTrue();
      requests(live, 10); // warms up

      double quiet = p99WhilePublishing(other, live);
      double swapping = p99WhilePublishing(trainer, live);

      assertThat(live.version().orElseThrow().version()).isGreaterThan(SECONDS - 10);
      System.out.printf("p99 %.2f ms without swaps, %.2f with%n", quiet, swapping);
      assertThat(swapping).as("p99 in ms beside %.2f without swaps", quiet).isLessThan(1.5 * quiet);
    }
  }

  /** With a version each second, from the second on. */
  private static double p99WhilePublishing(TestingTrainer trainer, LiveModel live)
      throws Exception {
    AtomicInteger version = new AtomicInteger(1);
    ScheduledExecutorService versions = Executors.newSingleThreadScheduledExecutor();
    try {
      var unused =
          versions.scheduleAtFixedRate(
              () -> trainer.publish(version.incrementAndGet()), 0, 1, TimeUnit.SECONDS);
      return p99(requests(live, SECONDS));
    } finally {
      versions.shutdown();
      assertThat(versions.awaitTermination(Patience.STANDSTILL.toSeconds(), TimeUnit.SECONDS))
          .isTrue();
    }
  }

  /** Latencies in milliseconds from when each request was due; an error ends the test. */
  private static List<Double> requests(LiveModel live, int seconds) throws Exception {
    List<Double> millis = new ArrayList<>();
    long period = TimeUnit.SECONDS.toNanos(1) / REQUESTS_PER_SECOND;
    long due = System.nanoTime();
    for (int i = 0; i < seconds * REQUESTS_PER_SECOND; i++, due += period) {
      long left = due - System.nanoTime();
      if (left > 0) {
        TimeUnit.NANOSECONDS.sleep(left);
      }
      try (LiveModel.Lease lease = live.acquire()) {
        assertThat(lease.model().score(List.of(example()))).hasSize(1);
      }
      millis.add((System.nanoTime() - due) / 1e6);
    }
    return millis;
  }

  private static Example example() {
    return new Example(
        "load", new TreeMap<>(Map.of("audio", new float[256], "video", new float[256])));
  }

  private static double p99(List<Double> millis) {
    Collections.sort(millis);
    return millis.get(millis.size() * 99 / 100);
  }

  /** Of serving as users start it, in a process of its own whose heap does not grow. */
  @Test
  void shouldKeepItsMemoryOverAThousandSwaps() throws Exception {
    assumeTrue(ProcessMemory.isKnown(), "needs Linux's smaps_rollup");
    int port = FreePort.find();
    RunningTandem serving =
        RunningTandem.start(
            directory,
            FIXED_HEAP,
            "serve",
            "--bootstrap-server",
            kafka.bootstrapServers(),
            "--set",
            "serving.http=127.0.0.1:" + port);
    try (TestingTrainer trainer =
        new TestingTrainer(connection, TOPICS, TestingTrainer.perceptrons(256))) {
      swap(trainer, port, 1, 200);
      ProcessMemory early = ProcessMemory.of(serving.pid());
      swap(trainer, port, 201, 1000);
      ProcessMemory late = ProcessMemory.of(serving.pid());

      System.out.printf("after 200 swaps %s, after 1000 %s%n", early, late);
      assertThat(late.anonymous()).isLessThan(early.anonymous() + early.anonymous() / 20);
      assertThat(late.heap()).isLessThan(early.heap() + early.heap() / 4);
    } finally {
      serving.terminate();
    }
  }

  private static void swap(TestingTrainer trainer, int port, int first, int last) {
    for (int version = first; version <= last; version++) {
      trainer.publish(version);
      String answers = "tandem_serving_version{model=\"av\",generation=\"1\"} " + version;
      Awaitility.await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(Patience.STANDSTILL)
          .until(() -> metrics(port).lines().anyMatch(answers::equals));
    }
  }

  private static String metrics(int port) throws InterruptedException {
    URI page = URI.create("http://127.0.0.1:%d/metrics".formatted(port));
    try {
      return HTTP.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
    } catch (IOException notYet) {
      return "";
    }
  }

  private LiveModel live() {
    return LiveModel.start(
        ServingSettings.of(Config.empty()).delivery(),
        TOPICS,
        new BrokerClients(connection),
        new PredictorBuilder(),
        SwapListener.NONE,
        Clock.systemUTC());
  }
}
