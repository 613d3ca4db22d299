package dev.tandem.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The image's health check, against a server as it would find one in its container. */
class HealthCheckTest {
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs bash, as the image has it");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/health", 200);
    answer("/failed", 503);
    server.start();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void shouldBeHealthyWhereWhatIsNamedAnswersWith200() throws Exception {
    assertThat(status(port() + "/health")).isZero();
    assertThat(status(port() + "/failed")).isNotZero();
  }

  @Test
  void shouldNotBeHealthyWhereNothingListens() throws Exception {
    int port = port();
    server.stop(0);

    assertThat(status(port + "/health")).isNotZero();
  }

  @Test
  void shouldAskNothingWhereNothingIsNamed() throws Exception {
    assertThat(status("")).isZero();
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private void answer(String path, int status) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
  }

  private static int status(String health) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("/bin/bash", "../docker/healthy");
    builder.environment().put("TANDEM_HEALTH", health);
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return builder.start().waitFor();
  }
}
