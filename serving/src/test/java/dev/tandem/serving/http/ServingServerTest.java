package dev.tandem.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.serving.Patience;
import dev.tandem.serving.TestingServing;
import dev.tandem.serving.delivery.Publication;
import dev.tandem.serving.inference.Clips;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServingServerTest {
  private static final Duration SOON = Patience.STANDSTILL;

  private final HttpClient client = HttpClient.newHttpClient();
  private final TestingServing serving = new TestingServing(4096);

  @AfterEach
  void close() {
    serving.close();
  }

  @Test
  void shouldBeReadyOnceAModelIsLoaded() throws Exception {
    assertThat(get("/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health").body()).isEqualTo("{\"health\":\"loading\"}\n");
    assertThat(predict("{\"features\":{\"audio\":[1,2]}}").statusCode()).isEqualTo(503);

    serving.publish(Publication.of(1, 1, 0.75f));
    assertThat(get("/ready").statusCode()).isEqualTo(200);
    assertThat(get("/health").body()).isEqualTo("{\"health\":\"ready\",\"version\":\"m@1.1\"}\n");
  }

  @Test
  void shouldSayWhyItIsStale() throws Exception {
    serving.publish(Publication.of(1, 1, 0.75f));
    serving.topics().publish(Publication.of(1, 2, Float.NaN));

    Patience.until(() -> get("/health").body().contains("stale"));
    assertThat(get("/health").body())
        .contains("\"problem\":\"m@1.2 is refused: its head audio answers NaN for zeros");
    assertThat(get("/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldAnswerJson() throws Exception {
    serving.publish(Publication.of(1, 1, 0.75f));
    HttpResponse<String> response =
        predict("{\"clipId\":\"c-1\",\"features\":{\"audio\":[0.5,-1]}}");

    assertThat(response.statusCode()).isEqualTo(200);
    JsonObject answer = JsonParser.parseString(response.body()).getAsJsonObject();
    assertThat(answer.get("clipId").getAsString()).isEqualTo("c-1");
    assertThat(answer.get("version").getAsInt()).isEqualTo(1);
    assertThat(answer.get("className").getAsString()).isEqualTo("yes");
    assertThat(answer.get("complete").getAsBoolean()).isTrue();
    assertThat(answer.getAsJsonObject("heads").getAsJsonObject("audio").get("yes").getAsFloat())
        .isEqualTo(0.75f);
  }

  @Test
  void shouldNameAsManyClassesAsAreAskedFor() throws Exception {
    serving.publish(Publication.of(1, 1, 0.75f));
    String clip = "{\"features\":{\"audio\":[0.5,-1]}}";

    assertThat(predict("?top=1", clip).body()).contains("{\"audio\":{\"yes\":0.75}}");
    assertThat(predict("?other=x&top=all", clip).body()).contains("\"no\":0.25");
    HttpResponse<String> refused = predict("?top=0", clip);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .isEqualTo("{\"error\":\"top is 0; must be auto, all, or a number of 1 or more\"}\n");
  }

  @Test
  void shouldAnswerAPartialClipAndSaySo() throws Exception {
    Publication publication = Publication.of(1, 1, 0.75f);
    Extractor raw = new Extractor("raw", "1");
    serving.publish(
        publication.with(
            ModelManifest.newBuilder(publication.manifest())
                .setContract(
                    List.of(
                        new FeatureContract("audio", raw, List.of(2)),
                        new FeatureContract("video", raw, List.of(3))))));
    JsonObject answer =
        JsonParser.parseString(predict("{\"features\":{\"audio\":[1,2]}}").body())
            .getAsJsonObject();

    assertThat(answer.get("complete").getAsBoolean()).isFalse();
    assertThat(answer.getAsJsonArray("missing").get(0).getAsString()).isEqualTo("video");
    assertThat(answer.get("className").getAsString()).isEqualTo("yes");
  }

  @Test
  void shouldAnswerAvroInKind() throws Exception {
    serving.publish(Publication.of(1, 1, 0.75f));
    HttpRequest request =
        HttpRequest.newBuilder(uri("/v1/predict"))
            .header("Content-Type", "application/avro")
            .POST(BodyPublishers.ofByteArray(Wire.encode(Clips.good("c-2"))))
            .build();
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());

    Prediction prediction = Wire.decode(response.body(), Prediction.class);
    assertThat(prediction.getClipId()).isEqualTo("c-2");
    assertThat(prediction.getClassName()).isEqualTo("yes");
  }

  @Test
  void shouldAnswerAvroAsJsonWhereThatIsAskedFor() throws Exception {
    serving.publish(Publication.of(1, 1, 0.75f));
    HttpRequest request =
        HttpRequest.newBuilder(uri("/v1/predict"))
            .header("Content-Type", "application/avro")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofByteArray(Wire.encode(Clips.good("c-3"))))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(
            JsonParser.parseString(response.body()).getAsJsonObject().get("clipId").getAsString())
        .isEqualTo("c-3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400|the request is no clip: it is not JSON|{\"features\"",
        "400|the request is no clip: it is no JSON object|[1]",
        "400|the request is no clip: it has no object 'features' of numbers by modality|{}",
        "400|the request is no clip: features has 'smell'; the model knows audio|{\"features\":{\"smell\":[1]}}",
        "400|the request is no clip: audio has 1 numbers; shape [2] needs 2|{\"features\":{\"audio\":[1]}}",
        "400|the request is no clip: audio has more than the 2 numbers of shape [2]|{\"features\":{\"audio\":[1,2,3]}}",
        "400|the request is no clip: audio has shape [2, 1]; must have shape [2], or be one flat list of 2 numbers|{\"features\":{\"audio\":[[1],[2]]}}",
        "400|the request is no clip: audio has shape []; must have shape [2]|{\"features\":{\"audio\":1}}",
        "400|the request is no clip: audio has numbers and lists side by side; must have shape [2]|{\"features\":{\"audio\":[1,[2]]}}",
        "400|the request is no clip: audio has \\\"x\\\"; must be numbers|{\"features\":{\"audio\":[1,\"x\"]}}",
        "400|the request is no clip: audio has null; must be numbers|{\"features\":{\"audio\":[1,null]}}",
        "400|the request is no clip: audio has an object; must be numbers|{\"features\":{\"audio\":[{},2]}}",
        "400|the request is no clip: features has 'audio' more than once|{\"features\":{\"audio\":[1,2],\"audio\":[1,2]}}",
        "400|the request is no clip: it is not JSON: more follows its object|{\"features\":{\"audio\":[1,2]}} 1",
        "422|the clip cannot be answered: it has none of the model's audio|{\"features\":{}}",
        "422|the clip cannot be answered: audio has NaN at element 1; must be finite|{\"features\":{\"audio\":[1,\"NaN\"]}}",
        "422|the clip cannot be answered: misfit does not fit|{\"clipId\":\"misfit\",\"features\":{\"audio\":[1,2]}}",
      })
  void shouldSayWhatIsWrong(int status, String message, String body) throws Exception {
    serving.publish(Publication.of(1, 1, 0.75f));
    HttpResponse<String> response = predict(body);

    assertThat(response.body()).startsWith("{\"error\":\"" + message);
    assertThat(response.statusCode()).isEqualTo(status);
  }

  @Test
  void shouldReadNoMoreNumbersThanTheModelWants() throws Exception {
    serving.publish(Publication.of(1, 1, 0.75f));
    String neverEnding = "{\"features\":{\"audio\":[" + "0,".repeat(2000);

    assertThat(predict(neverEnding).body())
        .isEqualTo(
            "{\"error\":\"the request is no clip: audio has more than the 2 numbers of shape [2]\"}\n");
  }

  @Test
  void shouldRefuseWhatItDoesNotRead() throws Exception {
    serving.publish(Publication.of(1, 1, 0.75f));
    assertThat(predict("[" + "1,".repeat(5000) + "1]").statusCode()).isEqualTo(413);
    assertThat(predict("{\"features\":{\"audio\":" + "[".repeat(2000)).statusCode()).isEqualTo(400);
    assertThat(get("/v1/predict").statusCode()).isEqualTo(405);
    assertThat(get("/ready/no").statusCode()).isEqualTo(404);
    assertThat(get("/").body())
        .isEqualTo(
            "{\"error\":\"there is no /; known are /ready, /health, /metrics, /openapi.json, /v1/model, /v1/predict, /v1/media\"}\n");
    HttpRequest form =
        HttpRequest.newBuilder(uri("/v1/predict")).POST(BodyPublishers.ofString("a=b")).build();
    assertThat(client.send(form, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
  }

  @Test
  void shouldAnswerWhatEndsByAnError() throws Exception {
    serving.publish(Publication.of(1, 1, 0.75f));
    serving
        .models()
        .whileScoring(
            () -> {
              throw new OutOfMemoryError("of the test");
            });
    HttpResponse<String> response = predict("{\"features\":{\"audio\":[1,2]}}");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body())
        .isEqualTo("{\"error\":\"answering failed: java.lang.OutOfMemoryError: of the test\"}\n");
    serving.models().whileScoring(() -> {});
    assertThat(predict("{\"features\":{\"audio\":[1,2]}}").statusCode()).isEqualTo(200);
    assertThat(get("/metrics").body())
        .contains("tandem_serving_http_requests_total{path=\"/v1/predict\",status=\"500\"} 1\n");
  }

  @Test
  void shouldAnswerStatusAndCutOffClientsThatHang() throws Exception {
    serving.publish(Publication.of(1, 1, 0.75f));
    List<Socket> hanging = new ArrayList<>();
    for (int i = 0; i < Turns.AT_A_TIME + Turns.WAITING / 2; i++) {
      hanging.add(withHalfABody());
    }

    assertThat(get("/ready").statusCode()).isEqualTo(200);
    assertThat(hanging).allSatisfy(ServingServerTest::requireEnd);
    assertThat(predict("{\"features\":{\"audio\":[1,2]}}").statusCode()).isEqualTo(200);
  }

  private Socket withHalfABody() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), serving.port());
    socket.setSoTimeout(Math.toIntExact(SOON.toMillis()));
    String half =
        "POST /v1/predict HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
            + "Content-Length: 100\r\n\r\n{\"features\":";
    socket.getOutputStream().write(half.getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  /** Throws if the server does not close the connection soon. */
  private static void requireEnd(Socket socket) throws IOException {
    try (socket) {
      socket.getInputStream().readAllBytes();
    } catch (SocketException reset) {
      // an end, too
    }
  }

  @Test
  void shouldCountForPrometheus() throws Exception {
    serving.publish(Publication.of(1, 1, 0.75f));
    predict("{\"features\":{\"audio\":[1,2]}}");
    predict("{}");

    assertThat(get("/metrics").body().lines())
        .contains(
            "# TYPE tandem_serving_ready gauge",
            "tandem_serving_ready 1",
            "tandem_serving_health{state=\"ready\"} 1",
            "tandem_serving_version{model=\"m\",generation=\"1\"} 1",
            "tandem_serving_step 10",
            "tandem_serving_versions_loaded_total 1",
            "tandem_serving_http_requests_total{path=\"/v1/predict\",status=\"200\"} 1",
            "tandem_serving_http_requests_total{path=\"/v1/predict\",status=\"400\"} 1",
            "# TYPE tandem_serving_http_request_seconds histogram",
            "tandem_serving_http_request_seconds_bucket{path=\"/v1/predict\",le=\"+Inf\"} 2",
            "tandem_serving_http_request_seconds_count{path=\"/v1/predict\"} 2",
            "tandem_serving_swap_seconds_bucket{le=\"+Inf\"} 1",
            "tandem_serving_swap_seconds_count 1",
            "tandem_serving_answer_seconds_count 0",
            "tandem_serving_batch_seconds_count 0",
            "tandem_serving_partitions 0");
  }

  private HttpResponse<String> predict(String json) throws IOException, InterruptedException {
    return predict("", json);
  }

  private HttpResponse<String> predict(String query, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/v1/predict" + query))
            .timeout(SOON)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json, StandardCharsets.UTF_8))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(path)).timeout(SOON).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + serving.port() + path);
  }
}
