package dev.tandem.tests.monitoring;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.tests.FreePort;
import dev.tandem.tests.Promtool;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Prometheus of this test, on loopback, with the rules of monitoring/. */
final class Prometheus implements AutoCloseable {
  private static final String PROGRAM = "prometheus";

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final Path log;

  private Prometheus(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** Skips the test, with a message, where there is none. */
  static void require() {
    assumeTrue(
        Promtool.find(PROGRAM).isPresent(),
        "prometheus is not installed; monitoring/check --install does that on Debian");
  }

  /**
   * Asks every three seconds.
   *
   * @param jobs name to ports of this machine
   */
  static Prometheus start(Path directory, Map<String, List<Integer>> jobs) throws IOException {
    StringBuilder config =
        new StringBuilder(
            """
            global:
              scrape_interval: 3s
              evaluation_interval: 1s
            rule_files: ["%s"]
            scrape_configs:
            """
                .formatted(MonitoringFiles.RULES));
    jobs.forEach(
        (job, ports) ->
            config.append(
                "  - job_name: %s\n    static_configs: [{targets: [%s]}]\n"
                    .formatted(
                        job,
                        String.join(
                            ", ",
                            ports.stream()
                                .map(port -> "\"127.0.0.1:%d\"".formatted(port))
                                .toList()))));
    Path file = Files.writeString(directory.resolve("prometheus.yml"), config);
    Path log = directory.resolve("prometheus.log");
    int port = FreePort.find();
    Process process =
        new ProcessBuilder(
                Promtool.find(PROGRAM).orElseThrow().toString(),
                "--config.file=" + file,
                "--storage.tsdb.path=" + directory.resolve("prometheus"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new Prometheus(process, port, log);
  }

  /** What the query answers; none where it is not up yet. */
  List<JsonNode> query(String expr) {
    String path = "/api/v1/query?query=" + URLEncoder.encode(expr, StandardCharsets.UTF_8);
    if (!process.isAlive()) {
      throw new AssertionError("Prometheus has ended: " + log());
    }
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new AssertionError(expr + ": " + response.body());
      }
      JsonNode answer = new ObjectMapper().readTree(response.body());
      return MonitoringFiles.stream(answer.at("/data/result")).toList();
    } catch (IOException notUp) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Whether it answers a number; what is not measured yet is NaN. */
  boolean hasData(String expr) {
    return query(expr).stream().anyMatch(one -> !one.at("/value/1").asText("NaN").equals("NaN"));
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
