package dev.tandem.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.Patience;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardCommandIT {
  @TempDir static Path directory;
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
    try (TopicAdmin admin = TopicAdmin.connect(kafka.connection())) {
      admin.create(Topics.standard().catalogue(List.of(), 1), Optional.empty());
    }
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  private static String address(String... arguments) {
    CommandScreen screen = CommandScreen.start(arguments);
    Matcher address = Pattern.compile("The board is at (http://\\S+)").matcher("");
    Patience.until(() -> address.reset(screen.said()).find());
    return address.group(1);
  }

  private static HttpResponse<String> get(String address, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void shouldSayWhereTheBoardIsAndShowIt() throws Exception {
    String address =
        address("board", "--port", "0", "--bootstrap-server", kafka.bootstrapServers());

    assertThat(address).matches("http://127\\.0\\.0\\.1:\\d+/");
    assertThat(get(address).body()).contains("<title>Tandem</title>");
  }

  @Test
  void shouldWantATokenWhereOthersReachIt() throws Exception {
    Path file = Files.writeString(directory.resolve("token"), "0123456789abcdef\n");
    String address =
        address(
            "board",
            "--port",
            "0",
            "--host",
            "0.0.0.0",
            "--token-file",
            file.toString(),
            "--bootstrap-server",
            kafka.bootstrapServers());
    String local = "http://127.0.0.1:" + URI.create(address).getPort() + "/";

    assertThat(address).doesNotContain("token");
    assertThat(get(local).statusCode()).isEqualTo(401);
    HttpResponse<String> welcome = get(local + "?token=0123456789abcdef");
    assertThat(welcome.statusCode()).isEqualTo(303);
    String cookie =
        welcome.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    assertThat(get(local, "Cookie", cookie).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldNameTheTopicsThatAreMissing() throws Exception {
    CommandScreen screen =
        CommandScreen.start(
            "board", "--prefix", "none", "--bootstrap-server", kafka.bootstrapServers());

    assertThat(screen.await(Patience.STANDSTILL)).isEqualTo(ExitStatus.FAILED);
    assertThat(screen.errors()).contains("there is no topic none.");
  }
}
