package dev.tandem.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.http.BodyDrain;
import dev.tandem.serving.TestingServing;
import dev.tandem.serving.delivery.Publication;
import dev.tandem.serving.http.HttpProbe.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What senders of HTTP expect of any server. */
class HttpMannersTest {
  private static final int MAX_BYTES = 4096;
  private static final int ROUNDS = 15;
  private static final String CLIP = "{\"features\":{\"audio\":[1,2]}}";

  private final TestingServing serving = new TestingServing(MAX_BYTES);
  private HttpProbe probe;

  @BeforeEach
  void connect() throws IOException {
    serving.publish(Publication.of(1, 1, 0.75f));
    probe = new HttpProbe(serving.port());
  }

  @AfterEach
  void close() {
    probe.close();
    serving.close();
  }

  @Test
  void shouldAnswerHeadAsGetWithoutABody() throws Exception {
    Answer get = probe.ask("GET", "/health");
    Answer head = probe.ask("HEAD", "/health");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.headers().get("content-length"))
        .isEqualTo(Integer.toString(get.body().length()));
    assertThat(head.headers().get("content-type")).isEqualTo("application/json");
    assertThat(probe.ask("HEAD", "/nothing").status()).isEqualTo(404);
    assertThat(probe.ask("GET", "/ready").body()).as("on the same connection").isEqualTo("ready\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OPTIONS | /ready | 204 | GET, HEAD, OPTIONS",
        "OPTIONS | /v1/predict | 204 | POST, OPTIONS",
        "GET | /v1/predict | 405 | POST, OPTIONS",
        "HEAD | /v1/predict | 405 | POST, OPTIONS",
        "DELETE | /health | 405 | GET, HEAD, OPTIONS",
        "OPTIONS | /nothing | 404 |",
      })
  void shouldSayWhichMethodsAPathTakes(String method, String path, int status, String allow)
      throws Exception {
    Answer answer = probe.ask(method, path);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers().get("allow")).isEqualTo(allow);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | 200 |",
        "Application/JSON;charset=UTF-8 | 200 |",
        "application/json; charset=\"utf-8\" | 200 |",
        "application/jsonx | 415 | Content-Type is application/jsonx; must be application/json or application/avro",
        "text/json | 415 | Content-Type is text/json; must be application/json or application/avro",
        "application/json; charset=latin1 | 415 | Content-Type is application/json; charset=latin1; JSON must be in utf-8",
      })
  void shouldReadMediaTypesWholeAndWithoutCase(String type, int status, String error)
      throws Exception {
    post("Content-Type: " + type, CLIP);
    Answer answer = probe.answer(true);

    assertThat(answer.status()).isEqualTo(status);
    if (status == 415) {
      assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\"}\n");
      assertThat(answer.headers().get("accept")).isEqualTo("application/json, application/avro");
    }
  }

  @Test
  void shouldUnderstandGzipUpToItsInflatedSize() throws Exception {
    String json = "Content-Type: application/json\r\nContent-Encoding: ";
    post(json + "GZIP", gzip(CLIP));
    assertThat(probe.answer(true).status()).isEqualTo(200);

    post(json + "gzip", gzip("[" + "1,".repeat(MAX_BYTES) + "1]"));
    Answer tooLong = probe.answer(true);
    assertThat(tooLong.status()).isEqualTo(413);
    assertThat(tooLong.body())
        .startsWith("{\"error\":\"the request inflates to more than 4096 bytes; raise");

    post(json + "gzip", CLIP);
    Answer broken = probe.answer(true);
    assertThat(broken.status()).isEqualTo(400);
    assertThat(broken.body()).startsWith("{\"error\":\"Content-Encoding is gzip; the body is not");

    post(json + "br", CLIP);
    Answer unknown = probe.answer(true);
    assertThat(unknown.status()).isEqualTo(415);
    assertThat(unknown.headers().get("accept-encoding")).isEqualTo("gzip, identity");
    assertThat(unknown.body())
        .startsWith("{\"error\":\"Content-Encoding is br; must be gzip, or left out");
  }

  /** The sender looks for no answer before it has sent everything: more than buffers hold. */
  @ParameterizedTest
  @CsvSource({"application/json, 413", "text/plain, 415"})
  void shouldReachTheSenderOfALongBody(String type, int status) throws Exception {
    post("Content-Type: " + type, "x".repeat(16 << 20));
    assertThat(probe.answer(true).status()).isEqualTo(status);

    post("Content-Type: application/json", CLIP);
    assertThat(probe.answer(true).status()).as("on the same connection").isEqualTo(200);
  }

  @Test
  void shouldReachTheSenderOfALongBodyInChunks() throws Exception {
    String megabyte = "100000\r\n" + "x".repeat(1 << 20) + "\r\n";
    probe.send("POST /v1/predict HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n");
    probe.send("Transfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 8; i++) {
      probe.send(megabyte);
    }
    probe.send("0\r\n\r\n");

    assertThat(probe.answer(true).status()).isEqualTo(413);
  }

  /** Each of them would keep a thread for as long as the server waits for requests. */
  @Test
  void shouldNotWaitForMoreThanAFewSendersThatAreSilent() throws Exception {
    List<HttpProbe> silent = new ArrayList<>();
    try {
      for (int i = 0; i <= BodyDrain.AT_A_TIME; i++) {
        silent.add(new HttpProbe(serving.port()));
        silent.get(i).send("POST /v1/predict HTTP/1.1\r\nHost: test\r\n");
        silent.get(i).send("Content-Type: application/json\r\nContent-Length: 999999999\r\n\r\n");
        assertThat(silent.get(i).answer(true).status()).isEqualTo(413);
      }
      silent.get(BodyDrain.AT_A_TIME).awaitEnd();

      assertThat(silent.get(BodyDrain.AT_A_TIME - 1).isEnded()).isFalse();
    } finally {
      silent.forEach(HttpProbe::close);
    }
  }

  @Test
  void shouldKeepAConnectionWhateverWasAsked() throws Exception {
    for (String method : List.of("GET", "HEAD", "OPTIONS", "GET")) {
      assertThat(probe.ask(method, "/health").status()).as(method).isLessThan(500);
    }
  }

  /** Where a body waits for the acknowledgement of its head, they take twenty times longer. */
  @Test
  void shouldAnswerOnAnOpenConnectionNotMuchSlowerThanOnANewOne() throws Exception {
    List<Long> open = new ArrayList<>();
    List<Long> fresh = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      open.add(nanos(probe));
      try (HttpProbe another = new HttpProbe(serving.port())) {
        fresh.add(nanos(another));
      }
    }

    assertThat(median(open)).isLessThan(3 * median(fresh));
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private static long nanos(HttpProbe probe) throws IOException {
    long start = System.nanoTime();
    assertThat(probe.ask("GET", "/ready").status()).isEqualTo(200);
    return System.nanoTime() - start;
  }

  private void post(String headers, String body) throws IOException {
    probe.send(
        "POST /v1/predict HTTP/1.1\r\nHost: test\r\n%s\r\nContent-Length: %d\r\n\r\n"
            .formatted(headers, body.length()));
    probe.send(body);
  }

  /** Byte for character. */
  private static String gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
