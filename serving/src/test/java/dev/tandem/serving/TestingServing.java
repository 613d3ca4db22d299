package dev.tandem.serving;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.serving.delivery.DeliverySettings;
import dev.tandem.serving.delivery.Publication;
import dev.tandem.serving.delivery.TestingClock;
import dev.tandem.serving.delivery.TestingModels;
import dev.tandem.serving.delivery.TestingTopics;
import dev.tandem.serving.delivery.VersionFollower;
import dev.tandem.serving.http.MediaCutter;
import dev.tandem.serving.http.ServingServer;
import dev.tandem.serving.inference.Clips;
import dev.tandem.serving.inference.InferenceSettings;
import dev.tandem.serving.inference.TopClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** A consumer by HTTP over topics in memory; no clips come by Kafka. */
public final class TestingServing implements AutoCloseable {
  private static final DeliverySettings DELIVERY =
      new DeliverySettings(
          Publication.MODEL,
          Duration.ofSeconds(10),
          Duration.ofMillis(500),
          1 << 20,
          1,
          1,
          Optional.empty());
  private static final InferenceSettings INFERENCE =
      new InferenceSettings(
          "group", "1", 256, Duration.ZERO, Duration.ofSeconds(10), TopClasses.AUTO);

  static {
    // Read when the first server of a process is made; in seconds, 30 where nobody says.
    System.setProperty("sun.net.httpserver.maxReqTime", "4");
  }

  private final TestingTopics topics = new TestingTopics();
  private final TestingModels models = new TestingModels();
  private final TestingClock clock = new TestingClock();
  private final ServingMetrics metrics = new ServingMetrics();
  private final TestingClients clients = new TestingClients(producer -> {});
  private final LiveModel live;
  private final InferenceMembers members;
  private final ServingServer server;

  /**
   * @param maxBytes the largest request that is read
   */
  public TestingServing(int maxBytes) {
    CurrentModel current = new CurrentModel(1, metrics, clock);
    live =
        LiveModel.start(
            "test",
            new VersionFollower(
                DELIVERY,
                Topics.standard(),
                topics.versionLog(),
                topics.chunkLog(),
                models,
                current,
                clock),
            current);
    members =
        InferenceMembers.start(
            1, INFERENCE, Topics.standard(), clients, live, Optional.empty(), clock);
    server =
        ServingServer.start(
            new HttpSettings(
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                maxBytes,
                TopClasses.AUTO),
            live,
            members,
            metrics,
            this::cut);
  }

  /** A file's only line is the clip that it is, again and again for one that is endless. */
  private void cut(Path file, List<FeatureContract> contract, MediaCutter.Taker taker)
      throws MediaCutter.MediaException {
    try {
      String text = Files.readString(file);
      if (!text.startsWith("clip ")) {
        throw new MediaCutter.MediaException("it has neither sound nor pictures");
      }
      do {
        taker.take(new MediaCutter.TimedClip(Duration.ofMillis(1500), Clips.good(text)));
      } while (text.endsWith("endless"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestingTopics topics() {
    return topics;
  }

  public TestingModels models() {
    return models;
  }

  /** Ends answering by Kafka with an error that trying again does not help. */
  public void failMembers() {
    clients
        .member()
        .schedulePollTask(
            () -> {
              throw new TopicAuthorizationException("of the test");
            });
    Patience.until(() -> members.failure().isPresent());
  }

  /** Waits until the version answers. */
  public void publish(Publication publication) {
    topics.publish(publication);
    Patience.until(() -> live.version().filter(publication.key()::equals).isPresent());
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
    members.close();
    live.close();
  }
}
