package dev.tandem.app.bench;

import dev.tandem.app.run.ServingUnit;
import dev.tandem.app.settings.Settings;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.log.KafkaConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Answers by HTTP, by one caller and by many at once, beside the same model called in the process,
 * in turn.
 */
public final class HttpBench {
  private static final String MODEL = "bench";
  private static final List<Integer> CALLERS = List.of(1, 16, 64);
  private static final DeliveryBench.Size NETWORK = new DeliveryBench.Size("1M", 1550, true);

  private final long rounds;
  private final long requests;
  private final Consumer<String> say;

  /**
   * @param rounds that count; one more comes before them
   * @param requests of each in a round
   */
  public HttpBench(long rounds, long requests, Consumer<String> say) {
    this.rounds = rounds;
    this.requests = requests;
    this.say = say;
  }

  /** Runs all of it with Kafka's files in {@code directory}. */
  public List<Answering> run(Path directory) {
    Topics topics = Topics.standard();
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")))) {
      createTopics(kafka.connection(), topics);
      publish(kafka.connection(), topics);
      Settings settings =
          Settings.of(Map.of("serving.model", MODEL, "serving.http", "127.0.0.1:0"));
      try (ServingUnit serving = ServingUnit.startReachable(settings, kafka.connection());
          CalledModel model = CalledModel.start(kafka.connection(), topics, MODEL)) {
        Waiting.until(
            () -> {
              serving.check();
              return serving.version().isPresent();
            });
        return measure(serving.port().orElseThrow(), model);
      }
    }
  }

  private List<Answering> measure(int port, CalledModel model) {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v1/predict".formatted(port)))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(model.request()))
            .build();
    Map<Integer, Calls> byHttp = new LinkedHashMap<>();
    Map<Integer, Calls> inProcess = new LinkedHashMap<>();
    for (long round = 0; round <= rounds; round++) {
      for (int callers : CALLERS) {
        Calls called = Calls.make(callers, requests, model::answer);
        Calls asked = Calls.make(callers, requests, () -> post(client, request));
        if (round > 0) {
          inProcess.merge(callers, called, Calls::and);
          byHttp.merge(callers, asked, Calls::and);
        }
      }
      say.accept("round %d of %d".formatted(round, rounds));
    }
    List<Answering> answering = new ArrayList<>();
    CALLERS.forEach(
        callers ->
            answering.add(Answering.of(callers, byHttp.get(callers), inProcess.get(callers))));
    return answering;
  }

  private static void post(HttpClient client, HttpRequest request) {
    try {
      HttpResponse<String> reply = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (reply.statusCode() != 200) {
        throw new IllegalStateException(
            "answered with %d: %s".formatted(reply.statusCode(), reply.body()));
      }
    } catch (IOException e) {
      throw new IllegalStateException("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void publish(KafkaConnection kafka, Topics topics) {
    try (SyntheticVersions versions = new SyntheticVersions(kafka, topics, MODEL, NETWORK)) {
      versions.write();
      versions.commit();
    }
  }

  private static void createTopics(KafkaConnection kafka, Topics topics) {
    try (Admin admin = kafka.admin()) {
      new TopicAdmin(admin).create(topics.catalogue(List.of("audio"), 1), Optional.empty());
    }
  }
}
