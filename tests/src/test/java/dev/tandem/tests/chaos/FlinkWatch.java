package dev.tandem.tests.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A job on a Flink cluster, seen through its REST interface; what does not answer is empty. */
final class FlinkWatch {
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER).build();
  private final String address;
  private final String job;

  FlinkWatch(String address, String job) {
    this.address = address;
    this.job = job;
  }

  /** Its id. */
  String job() {
    return job;
  }

  /** Whether every task runs. */
  boolean isRunning() {
    return get("/jobs/" + job)
        .map(
            found ->
                found.path("state").asText().equals("RUNNING")
                    && vertices(found)
                        .allMatch(vertex -> vertex.path("status").asText().equals("RUNNING")))
        .orElse(false);
  }

  /** -1 where it does not answer. */
  int checkpointsCompleted() {
    return checkpoints("completed");
  }

  /** -1 where it does not answer. */
  int checkpointsFailed() {
    return checkpoints("failed");
  }

  private int checkpoints(String what) {
    return get("/jobs/" + job + "/checkpoints")
        .map(found -> found.path("counts").path(what).asInt())
        .orElse(-1);
  }

  /** Name of the TaskManager that the trainer runs on. */
  Optional<String> trainersTaskManager() {
    return get("/jobs/" + job)
        .flatMap(
            found ->
                vertices(found)
                    .filter(vertex -> vertex.path("name").asText().contains("trainer"))
                    .findFirst())
        .flatMap(vertex -> get("/jobs/%s/vertices/%s".formatted(job, vertex.path("id").asText())))
        .map(vertex -> vertex.path("subtasks").path(0).path("taskmanager-id").asText(""))
        .filter(name -> !name.isEmpty() && !name.startsWith("("));
  }

  private static java.util.stream.Stream<JsonNode> vertices(JsonNode found) {
    return StreamSupport.stream(found.path("vertices").spliterator(), false);
  }

  private Optional<JsonNode> get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path)).timeout(ANSWER).build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? Optional.of(new ObjectMapper().readTree(answer.body()))
          : Optional.empty();
    } catch (IOException notNow) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
