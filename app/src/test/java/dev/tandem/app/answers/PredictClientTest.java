package dev.tandem.app.answers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Clip;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PredictClientTest {
  private static final Clip CLIP =
      new Clip("cat_01.mp4-00000003", Instant.EPOCH, Instant.EPOCH, "file", true, List.of());

  private HttpServer server;
  private PredictClient client;
  private int status = 200;
  private String body = "{\"clipId\":\"c\",\"heads\":{}}";
  private String asked = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    client = new PredictClient(URI.create(address() + "/"), "audio log-mel 1 [40, 98]");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldSendAvroAndTakeJson() {
    ObjectNode answer = client.ask(CLIP);

    assertThat(answer.path("clipId").asText()).isEqualTo("c");
    assertThat(asked)
        .isEqualTo("POST /v1/predict application/avro application/json cat_01.mp4-00000003");
  }

  @Test
  void shouldSayThatNothingAnswers() {
    server.stop(0);

    assertThatThrownBy(() -> client.ask(CLIP))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "no served model answers at %s; start one with tandem serve, or name another with --http",
            address());
  }

  @Test
  void shouldSayThatNoVersionIsLoaded() {
    answerWith(503, "{\"error\":\"no model version is loaded yet\"}");

    assertThatThrownBy(() -> client.ask(CLIP))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the served model at %s is not ready: no model version is loaded yet", address());
  }

  @Test
  void shouldSayWhatTheFileGivesTheModelTakesAndToSet() {
    answerWith(
        422,
        "{\"error\":\"the clip cannot be answered: audio was extracted by log-mel 1; the model needs raw 1\"}");

    assertThatThrownBy(() -> client.ask(CLIP))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the served model at %s refuses clip cat_01.mp4-00000003: the clip cannot be answered: audio was extracted by log-mel 1; the model needs raw 1. The feed gives audio log-mel 1 [40, 98]: name the file alone, so that features are made as the model takes them, or ask a model that learned from such features",
            address());
  }

  @Test
  void shouldSayThatAnotherServerAnswers() {
    answerWith(404, "<html>nothing here</html>");
    assertThatThrownBy(() -> client.ask(CLIP))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "%s does not answer as a served model does (status 404: <html>nothing here</html>); name the address of tandem serve with --http",
            address());

    answerWith(200, "x".repeat(100_000));
    assertThatThrownBy(() -> client.ask(CLIP))
        .hasMessageContaining("(status 200: xxx")
        .satisfies(error -> assertThat(error.getMessage()).hasSizeLessThan(500));
  }

  private void answerWith(int newStatus, String newBody) {
    status = newStatus;
    body = newBody;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked =
          "%s %s %s %s %s"
              .formatted(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI(),
                  exchange.getRequestHeaders().getFirst("Content-Type"),
                  exchange.getRequestHeaders().getFirst("Accept"),
                  Wire.decode(exchange.getRequestBody().readAllBytes(), Clip.class).getClipId());
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }
}
