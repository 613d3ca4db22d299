package dev.tandem.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tandem.schemas.Wire;
import dev.tandem.serving.TestingServing;
import dev.tandem.serving.delivery.Publication;
import dev.tandem.serving.inference.Clips;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the server says of itself is what it does: each answer is described, and each described is
 * given.
 */
class OpenApiTest {
  private static final String KNOWN = "known are ";
  private static final String PREDICT = "/v1/predict";

  private final HttpClient client = HttpClient.newHttpClient();
  private final TestingServing serving = new TestingServing(4096);
  private final SortedSet<String> seen = new TreeSet<>();
  private JsonSchemas schemas;
  private JsonObject paths;

  @BeforeEach
  void read() throws Exception {
    JsonObject document = JsonParser.parseString(text(get("/openapi.json"))).getAsJsonObject();
    schemas = new JsonSchemas(document);
    paths = document.getAsJsonObject("paths");
    assertThat(document.get("openapi").getAsString()).startsWith("3.");
  }

  @AfterEach
  void close() {
    serving.close();
  }

  @Test
  void shouldDescribeEveryAnswerAndGiveEachThatIsDescribed() throws Exception {
    check("get", "/openapi.json", get("/openapi.json"));
    check("get", "/ready", get("/ready"));
    check("get", "/health", get("/health"));
    check("get", "/v1/model", get("/v1/model"));
    predict("application/json", "{\"features\":{\"audio\":[1,2]}}");
    media("clip 1");

    serving.publish(Publication.of(1, 1, 0.75f));
    check("get", "/ready", get("/ready"));
    check("get", "/health", get("/health"));
    check("get", "/metrics", get("/metrics"));
    predict("application/json", "{\"clipId\":\"c-1\",\"features\":{\"audio\":[1,2]}}");
    predict("application/avro", BodyPublishers.ofByteArray(Wire.encode(Clips.good("c-2"))));
    predict("application/json", "{}");
    predict("application/json", "{\"features\":{}}");
    predict("application/json", "[" + "1,".repeat(4096) + "1]");
    predict("text/plain", "hello");
    check("get", "/v1/model", get("/v1/model"));
    media("clip 1");
    media("no media");
    media("clip that is endless");
    media("clip" + " ".repeat(4096));
    failInside();
    serving.failMembers();
    check("get", "/health", get("/health"));

    assertThat(seen).isEqualTo(described());
  }

  @Test
  void shouldDescribeEveryPath() throws Exception {
    String known = text(get("/nothing"));

    assertThat(paths.keySet()).allSatisfy(path -> assertThat(known).contains(path));
    String list = known.substring(known.indexOf(KNOWN) + KNOWN.length());
    assertThat(list.split("[,\"} \n]+", 0)).containsExactlyInAnyOrderElementsOf(paths.keySet());
  }

  /** An example that is not true misleads more than none. */
  @Test
  void shouldGiveAnExampleOfItsOwnSchema() {
    JsonObject content =
        paths
            .getAsJsonObject(PREDICT)
            .getAsJsonObject("post")
            .getAsJsonObject("requestBody")
            .getAsJsonObject("content")
            .getAsJsonObject("application/json");

    assertThat(schemas.faults(content.getAsJsonObject("schema"), content.get("example"))).isEmpty();
  }

  private void failInside() throws IOException, InterruptedException {
    serving
        .models()
        .whileScoring(
            () -> {
              throw new IllegalStateException("of the test");
            });
    predict("application/json", "{\"features\":{\"audio\":[1,2]}}");
    serving.models().whileScoring(() -> {});
  }

  /** Each method, path, status and media type of the document. */
  private SortedSet<String> described() {
    TreeSet<String> all = new TreeSet<>();
    for (String path : paths.keySet()) {
      JsonObject methods = paths.getAsJsonObject(path);
      for (String method : methods.keySet()) {
        JsonObject responses = methods.getAsJsonObject(method).getAsJsonObject("responses");
        for (String status : responses.keySet()) {
          content(responses.get(status))
              .keySet()
              .forEach(type -> all.add(String.join(" ", method, path, status, type)));
        }
      }
    }
    return all;
  }

  private JsonObject content(JsonElement response) {
    return schemas.resolve(response.getAsJsonObject()).getAsJsonObject("content");
  }

  private void check(String method, String path, HttpResponse<byte[]> answer) {
    String type = MediaType.of(answer.headers().firstValue("Content-Type").orElseThrow()).name();
    String what = String.join(" ", method, path, Integer.toString(answer.statusCode()), type);
    assertThat(described()).as(text(answer)).contains(what);
    seen.add(what);
    JsonObject responses =
        paths.getAsJsonObject(path).getAsJsonObject(method).getAsJsonObject("responses");
    JsonObject schema =
        content(responses.get(Integer.toString(answer.statusCode())))
            .getAsJsonObject(type)
            .getAsJsonObject("schema");
    if (type.equals(Reply.JSON)) {
      JsonElement body = JsonParser.parseString(text(answer));
      assertThat(schemas.faults(schema, body)).as("%s: %s", what, body).isEmpty();
    }
  }

  private void media(String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/v1/media"))
            .header("Content-Type", "video/mp4")
            .POST(BodyPublishers.ofString(body))
            .build();
    check("post", "/v1/media", client.send(request, BodyHandlers.ofByteArray()));
  }

  private void predict(String type, String body) throws IOException, InterruptedException {
    predict(type, BodyPublishers.ofString(body));
  }

  private void predict(String type, BodyPublisher body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(PREDICT)).header("Content-Type", type).POST(body).build();
    check("post", PREDICT, client.send(request, BodyHandlers.ofByteArray()));
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofByteArray());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(serving.port(), path));
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
