package dev.tandem.monitoring.http;

import static dev.tandem.monitoring.TestingRecords.START;
import static dev.tandem.monitoring.TestingRecords.TOPICS;
import static dev.tandem.monitoring.TestingRecords.clip;
import static dev.tandem.monitoring.TestingRecords.part;
import static dev.tandem.monitoring.TestingRecords.record;
import static dev.tandem.monitoring.TestingRecords.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tandem.monitoring.state.BoardState;
import dev.tandem.monitoring.state.Reading;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.records.ElementType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoardServerTest {
  private static final Duration STALLED = Duration.ofSeconds(1);

  private final BoardState state = new BoardState("av", TOPICS, InstantSource.system());
  private final TestingControl control = new TestingControl();
  private final TestingTeacher teacher = new TestingTeacher();
  private final BoardServer server =
      BoardServer.start(
          BoardSettings.local(0),
          state,
          () -> Optional.of(control),
          () -> Optional.of(teacher),
          STALLED);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    server.close();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private String pageToken() throws IOException, InterruptedException {
    Matcher token =
        Pattern.compile("name=\"tandem-token\" content=\"(\\w+)\"").matcher(get("/").body());
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  private HttpResponse<String> post(String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/actions"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void shouldServeThePageAndAllThatItLoads() throws Exception {
    requireWhole(get("/"));
    requireWhole(get("/teach"));
    assertThat(get("/race.js").headers().firstValue("Content-Type"))
        .hasValue("text/javascript; charset=utf-8");
  }

  private void requireWhole(HttpResponse<String> page) throws Exception {
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    Matcher loaded = Pattern.compile("(?:src|href)=\"([^\"#]+)\"").matcher(page.body());
    int files = 0;
    while (loaded.find()) {
      String path = uri("/").resolve(loaded.group(1)).getPath();
      assertThat(get(path).statusCode()).as(loaded.group(1)).isEqualTo(200);
      files++;
    }
    assertThat(files).isGreaterThan(3);
  }

  @Test
  void shouldTellPrometheusHowItStands() throws Exception {
    state.offer(record(TOPICS.training(), START, step(1, 3).build()));
    state.reading(Reading.State.CATCHING_UP, 0.5, "");

    HttpResponse<String> metrics = get("/metrics");

    assertThat(metrics.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(metrics.body())
        .contains(
            "# TYPE tandem_board_records_total counter\ntandem_board_records_total 1\n",
            "tandem_board_reading{state=\"catching_up\"} 1\n",
            "tandem_board_reading{state=\"following\"} 0\n",
            "tandem_board_unreadable_records_total 0\n",
            "tandem_board_training_lag_seconds NaN\n",
            "tandem_board_pages 0\n");
  }

  @Test
  void shouldLeadNowhereElse() throws Exception {
    for (String path :
        List.of(
            "/../pom.xml",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/..%2f..%2fetc/passwd",
            "//etc/passwd",
            "/index.html%00.js",
            "/Board.class",
            "/board.css/")) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(get("/actions").statusCode()).isEqualTo(405);
  }

  @Test
  void shouldDoWhatItsPageWants() throws Exception {
    String token = pageToken();

    assertThat(
            post(
                    "{\"action\":\"pin\",\"version\":\"av@1.3\",\"why\":\"x\"}",
                    "X-Tandem-Token",
                    token)
                .body())
        .isEqualTo("{\"said\":\"pin av@1.3 x\"}");
    assertThat(post("{\"action\":\"rollback\"}", "X-Tandem-Token", token).statusCode())
        .isEqualTo(200);
    assertThat(control.told).containsExactly("pin av@1.3 x", "rollback ");
  }

  @Test
  void shouldSayWhyItDoesNotDoSomething() throws Exception {
    String token = pageToken();
    String release = "{\"action\":\"release\",\"version\":\"av@1.3\"}";

    assertThat(post(release, "X-Tandem-Token", token).body())
        .isEqualTo("{\"error\":\"av@1.3 is not held\"}");
    assertThat(post("{\"action\":\"erase\"}", "X-Tandem-Token", token).body())
        .contains("action is", "must be pin, unpin, release or rollback");
    assertThat(post("{\"action\":\"pin\",\"version\":\"<b>\"}", "X-Tandem-Token", token))
        .satisfies(reply -> assertThat(reply.statusCode()).isEqualTo(400));
    assertThat(post("no json", "X-Tandem-Token", token).statusCode()).isEqualTo(400);
    assertThat(post("x".repeat(10_000), "X-Tandem-Token", token).statusCode()).isEqualTo(413);
    assertThat(control.told).isEmpty();
  }

  @Test
  void shouldDoNothingForOthers() throws Exception {
    String token = pageToken();
    String rollback = "{\"action\":\"rollback\"}";

    assertThat(post(rollback).statusCode()).isEqualTo(403);
    assertThat(post(rollback, "X-Tandem-Token", "0".repeat(32)).statusCode()).isEqualTo(403);
    assertThat(
            post(rollback, "X-Tandem-Token", token, "Origin", "https://evil.example").statusCode())
        .isEqualTo(403);
    assertThat(post(rollback, "X-Tandem-Token", token, "Sec-Fetch-Site", "cross-site").statusCode())
        .isEqualTo(403);
    assertThat(control.told).isEmpty();
  }

  private HttpResponse<String> teach(String path, String type, String body, String token)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", type)
            .header("X-Tandem-Token", token)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void shouldHandRecordingsToTheTeacher() throws Exception {
    String token = pageToken();

    HttpResponse<String> taken =
        teach("/teach/clips?class=a%20%3Cb%3E", "video/webm;codecs=vp8,opus", "media", token);

    assertThat(taken.body()).isEqualTo("{\"clip\":\"teach-1-7\",\"missing\":\"no audio\"}");
    assertThat(teach("/teach/clips", "audio/mp4", "media", token).statusCode()).isEqualTo(200);
    assertThat(teacher.told).containsExactly("5 bytes of a <b>", "5 bytes of nothing");
  }

  @Test
  void shouldRefuseRecordingsThatAreTooMuchOrNone() throws Exception {
    String token = pageToken();
    String large = "m".repeat(4 * TeachClips.MOST_BYTES);

    assertThat(teach("/teach/clips", "video/webm", large, token).statusCode()).isEqualTo(413);
    assertThat(teach("/teach/clips", "video/webm", "", token).statusCode()).isEqualTo(400);
    assertThat(teach("/teach/clips", "text/html", "media", token).statusCode()).isEqualTo(415);
    assertThat(teach("/teach/clips", "video/webm", "busy", token).statusCode()).isEqualTo(429);
    assertThat(teach("/teach/clips", "video/webm", "x", token))
        .satisfies(reply -> assertThat(reply.statusCode()).isEqualTo(422))
        .satisfies(reply -> assertThat(reply.body()).contains("it is no media"));
    assertThat(teach("/teach/clips", "video/webm", "media", "0".repeat(32)).statusCode())
        .isEqualTo(403);
    assertThat(teacher.told).isEmpty();
  }

  @Test
  void shouldHandWordsToTheTeacher() throws Exception {
    String token = pageToken();
    String json = "application/json";

    assertThat(
            teach(
                    "/teach/words",
                    json,
                    "{\"action\":\"relabel\",\"clip\":\"c\",\"class\":\"cat\"}",
                    token)
                .body())
        .isEqualTo("{\"said\":\"it is cat\"}");
    assertThat(
            teach("/teach/words", json, "{\"action\":\"forget\",\"class\":\"cat\"}", token)
                .statusCode())
        .isEqualTo(200);
    assertThat(teach("/teach/words", json, "{\"action\":\"undo\"}", token))
        .satisfies(reply -> assertThat(reply.statusCode()).isEqualTo(409));
    assertThat(teach("/teach/words", json, "{\"action\":\"sing\"}", token).body())
        .contains("must be undo, relabel or forget");
    assertThat(teach("/teach/words", json, "no json", token).statusCode()).isEqualTo(400);
    assertThat(teach("/teach/words", json, "{\"action\":\"undo\"}", "0").statusCode())
        .isEqualTo(403);
    assertThat(teacher.told).containsExactly("relabel c cat", "forget cat");
  }

  /** An open page that reads what it is told, line by line. */
  private BufferedReader open(String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri("/events"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    InputStream body =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()).body();
    return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  private static String next(BufferedReader page, String start) throws IOException {
    String line = page.readLine();
    while (line != null && !line.startsWith(start)) {
      line = page.readLine();
    }
    return line;
  }

  @Test
  void shouldTellEverythingAndThenWhatChanges() throws Exception {
    state.offer(record(TOPICS.training(), START, step(1, 3).build()));
    try (BufferedReader page = open()) {
      assertThat(next(page, "event:")).isEqualTo("event: snapshot");
      assertThat(next(page, "data:")).contains("\"step\":1");

      state.offer(record(TOPICS.training(), START.plusSeconds(1), step(2, 3).build()));

      String told = next(page, "data:");
      while (!told.contains("\"step\":2")) {
        told = next(page, "data:");
      }
    }
  }

  @Test
  void shouldLetAPageGoOnWhereItWas() throws Exception {
    String id = "";
    try (BufferedReader page = open()) {
      for (String event = ""; !event.equals("event: changes"); event = next(page, "event:")) {
        id = next(page, "id:").substring("id: ".length());
      }
    }
    try (BufferedReader page = open("Last-Event-ID", id)) {
      assertThat(next(page, "event:")).isEqualTo("event: changes");
    }
    try (BufferedReader page = open("Last-Event-ID", "another-run.3")) {
      assertThat(next(page, "event:")).isEqualTo("event: snapshot");
    }
  }

  @Test
  void shouldDropAPageThatTakesNothingAndGoOnTellingTheOthers() throws Exception {
    try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.port());
        BufferedReader page = open()) {
      silent.setReceiveBufferSize(1_024);
      silent
          .getOutputStream()
          .write(
              "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      await().until(() -> server.pages() == 2);
      Random random = new Random(1);
      long[] clips = {0};

      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(Duration.ofSeconds(50))
          .until(
              () -> {
                byte[] pixels = new byte[3 * 96 * 96];
                random.nextBytes(pixels);
                String id = "c-" + clips[0]++;
                state.offer(
                    record(
                        TOPICS.clips(),
                        START,
                        clip(id, part("eye", ElementType.UINT8, List.of(3, 96, 96), pixels))));
                while (page.ready()) {
                  page.readLine();
                }
                return server.pages() == 1;
              });

      assertThat(next(page, "event: changes")).isNotNull();
    }
  }

  @Test
  void shouldRefuseMorePagesThanItHasRoomFor() throws Exception {
    List<BufferedReader> pages = new ArrayList<>();
    for (int i = 0; i < Pages.MOST; i++) {
      pages.add(open());
    }

    HttpResponse<String> more = get("/events");

    assertThat(more.statusCode()).isEqualTo(503);
    assertThat(more.body()).contains("200 pages are open");
    for (BufferedReader page : pages) {
      page.close();
    }
  }

  @Test
  void shouldSayThatAPortIsTaken() {
    assertThatThrownBy(
            () ->
                BoardServer.start(
                    BoardSettings.local(server.port()), state, Optional::empty, Optional::empty))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("the board cannot listen at 127.0.0.1:" + server.port());
  }

  @Test
  void shouldNotOpenToOthersWithoutAToken() {
    assertThatThrownBy(() -> new BoardSettings("0.0.0.0", 0, Optional.empty()))
        .hasMessageContaining("it needs a token");
    assertThatThrownBy(() -> new BoardSettings("0.0.0.0", 0, Optional.of("short")))
        .hasMessageContaining("the token has 5 characters; must be 16 to 200");
  }
}
