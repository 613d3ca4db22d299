package dev.tandem.tests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.tests.FreePort;
import dev.tandem.tests.Patience;
import dev.tandem.tests.RunningTandem;
import dev.tandem.tests.monitoring.MonitoringFiles.Query;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each query of each dashboard and rule, asked of a Prometheus that watches all parts at work. */
@Tag("long") // starts everything
class MonitoringIT {
  /** Two that learn, and a camera with a clock of its own, without labels. */
  private static final String FEEDS =
      """
      gateway: hall
      feeds:
        studio-1: 'studio:?rate=1'
        studio-2: {feed: 'studio:?rate=1', seed: 1}
        cam-1: lavfi:testsrc2=size=64x48:rate=5;sine
      """;

  private static final Map<String, String> VARIABLES =
      Map.of("$__rate_interval", "1m", "$job", ".*", "$instance", ".*", "$stream", ".*");

  /** Where all is well nothing fires. */
  private static final Set<String> WITHOUT_DATA = Set.of("overview: Alerts that fire");

  @TempDir Path directory;

  private final List<RunningTandem> running = new ArrayList<>();

  @Test
  void shouldAnswerEveryQueryWithData() throws Exception {
    Prometheus.require();
    int train = FreePort.find();
    int assemble = FreePort.find();
    int serve = FreePort.find();
    int ingest = FreePort.find();
    Map<String, List<Integer>> jobs = new TreeMap<>();
    jobs.put("flink-local", List.of(train, assemble));
    jobs.put("serving", List.of(serve));
    jobs.put("ingest", List.of(ingest));
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        Prometheus prometheus = Prometheus.start(directory, jobs)) {
      try (TopicAdmin admin = TopicAdmin.connect(kafka.connection())) {
        admin.create(Topics.standard().catalogue(List.of("audio", "video"), 2), Optional.empty());
      }
      Path feeds = Files.writeString(directory.resolve("feeds.yaml"), FEEDS);
      start(
          kafka,
          "train --state train --set trainer.batch-size=4 --set publish.every=2 --metrics-port="
              + train);
      start(kafka, "assemble --state assemble --metrics-port=" + assemble);
      start(kafka, "serve --set serving.http=127.0.0.1:" + serve);
      writeNonsense(kafka);
      start(kafka, "ingest --feeds " + feeds + " --metrics-port=" + ingest);

      List<Query> silent = new ArrayList<>(queries());
      Patience.until(
          () -> {
            running.forEach(RunningTandem::requireAlive);
            request(serve);
            silent.removeIf(query -> prometheus.hasData(query.expr()));
            return silent.isEmpty();
          },
          () -> List.copyOf(silent));

      assertThat(prometheus.query("ALERTS{alertstate=\"firing\",severity=\"critical\"}")).isEmpty();
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + said(), e);
    } finally {
      for (RunningTandem one : running) {
        one.kill();
      }
    }
  }

  /** What is not used is counted by stream once there is some. */
  private static void writeNonsense(EmbeddedKafka kafka) throws Exception {
    try (Producer<byte[], byte[]> producer = kafka.connection().producer(Map.of())) {
      producer
          .send(new ProducerRecord<>(Topics.standard().features("audio"), new byte[] {1, 2, 3}))
          .get();
    }
  }

  private void start(EmbeddedKafka kafka, String line) throws IOException {
    String whole = line + " --bootstrap-server " + kafka.bootstrapServers();
    running.add(RunningTandem.startFrugal(directory, "512m", whole.split(" ")));
  }

  /**
   * Of panels whole; of rules what they read, since an alert that does not fire answers nothing.
   */
  private static List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    MonitoringFiles.panelQueries().stream()
        .filter(query -> !WITHOUT_DATA.contains(query.where()))
        .forEach(query -> queries.add(new Query(query.where(), substituted(query.expr()))));
    for (Query rule : MonitoringFiles.ruleQueries()) {
      Selectors.of(rule.expr()).forEach(selector -> queries.add(new Query(rule.where(), selector)));
    }
    return queries;
  }

  private static String substituted(String expr) {
    String text = expr;
    for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
      text = text.replace(variable.getKey(), variable.getValue());
    }
    assertThat(text).doesNotContain("$");
    return text;
  }

  /** One of each kind that dashboards count. */
  private static void request(int port) throws InterruptedException {
    try {
      HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/health".formatted(port)))
                  .build(),
              BodyHandlers.discarding());
    } catch (IOException notUp) {
      return;
    }
  }

  private String said() {
    StringBuilder said = new StringBuilder();
    running.forEach(one -> said.append(String.format("%n%n")).append(one.output()));
    return said.toString();
  }
}
