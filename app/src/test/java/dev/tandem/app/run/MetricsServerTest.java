package dev.tandem.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsServerTest {
  @Test
  void shouldAnswerPrometheusAlone() throws Exception {
    try (MetricsServer server = MetricsServer.start(0, () -> "a_total 1\n")) {
      HttpResponse<String> page = send(server, "/metrics", "GET");

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).isEqualTo("a_total 1\n");
      assertThat(page.headers().firstValue("Content-Type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
      assertThat(send(server, "/", "GET").statusCode()).isEqualTo(404);
      assertThat(send(server, "/metrics", "POST").statusCode()).isEqualTo(405);
    }
  }

  @Test
  void shouldGoOnAfterAPageThatFailed() throws Exception {
    int[] asked = {0};
    try (MetricsServer server =
        MetricsServer.start(
            0,
            () -> {
              if (asked[0]++ == 0) {
                throw new IllegalStateException("not yet");
              }
              return "a_total 1\n";
            })) {
      assertThat(send(server, "/metrics", "GET").statusCode()).isEqualTo(500);
      assertThat(send(server, "/metrics", "GET").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldSayWhereThePortIsTaken() {
    try (MetricsServer server = MetricsServer.start(0, () -> "")) {
      assertThatThrownBy(() -> MetricsServer.start(server.port(), () -> ""))
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith(
              "--metrics-port is %d, where it cannot listen: ".formatted(server.port()));
    }
  }

  private static HttpResponse<String> send(MetricsServer server, String path, String method)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());
  }
}
