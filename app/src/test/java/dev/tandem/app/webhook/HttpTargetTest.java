package dev.tandem.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.app.Patience;
import dev.tandem.app.webhook.Attempt.Result;
import dev.tandem.app.webhook.TestingReceiver.Received;
import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTargetTest {
  private static final Notice NOTICE =
      new Notice(
          "id-7", "drift av", Instant.EPOCH, "{\"event\":\"drift\",\"why\":\"ü\"}", Map.of());
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_614_265_330), ZoneOffset.UTC);

  @TempDir Path directory;
  private final TestingReceiver receiver = TestingReceiver.start();

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void shouldPostTheEventSigned() throws Exception {
    Secret secret =
        Secret.read(Files.writeString(directory.resolve("secret"), "a secret of the test"));
    Attempt attempt = target(receiver.url("/hook?room=ops"), Optional.of(secret)).send(NOTICE);

    assertThat(attempt.result()).isEqualTo(Result.DELIVERED);
    assertThat(receiver.received()).hasSize(1);
    Received received = receiver.received().get(0);
    assertThat(received.path()).isEqualTo("/hook?room=ops");
    assertThat(received.body()).isEqualTo(NOTICE.body());
    assertThat(received.headers())
        .containsEntry("Content-Type", "application/json")
        .containsEntry("webhook-id", "id-7")
        .containsEntry("webhook-timestamp", "1614265330")
        .containsEntry("webhook-signature", secret.sign("id-7", 1_614_265_330, NOTICE.body()));
    assertThat(received.headers().get("User-Agent")).startsWith("tandem/");
  }

  @Test
  void shouldSignNothingWithoutASecret() throws Exception {
    target(receiver.url("/"), Optional.empty()).send(NOTICE);

    assertThat(receiver.received().get(0).headers())
        .containsKey("webhook-id")
        .doesNotContainKey("webhook-signature");
  }

  @ParameterizedTest
  @CsvSource({
    "200, DELIVERED, ''",
    "202, DELIVERED, ''",
    "400, REFUSED, status 400",
    "404, REFUSED, status 404",
    "408, FAILED, status 408",
    "410, REFUSED, status 410",
    "429, FAILED, status 429",
    "500, FAILED, status 500",
    "503, FAILED, status 503",
  })
  void shouldTryAgainWhatMaySucceedLater(int status, Result result, String reason)
      throws Exception {
    receiver.next(TestingReceiver.status(status));

    Attempt attempt = target(receiver.url("/"), Optional.empty()).send(NOTICE);

    assertThat(attempt.result()).isEqualTo(result);
    assertThat(attempt.reason()).isEqualTo(reason);
  }

  @Test
  void shouldWaitAsLongAsItIsAskedTo() throws Exception {
    receiver
        .next(TestingReceiver.status(503, "Retry-After", "7"))
        .next(TestingReceiver.status(503, "Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT"));
    Target target = target(receiver.url("/"), Optional.empty());

    assertThat(target.send(NOTICE).pause()).isEqualTo(Duration.ofSeconds(7));
    assertThat(target.send(NOTICE).pause()).isEqualTo(Duration.ZERO);
  }

  @Test
  void shouldFollowNoRedirect() throws Exception {
    receiver.next(TestingReceiver.status(307, "Location", receiver.url("/elsewhere")));

    Attempt attempt = target(receiver.url("/"), Optional.empty()).send(NOTICE);

    assertThat(attempt.result()).isEqualTo(Result.REFUSED);
    assertThat(attempt.reason())
        .isEqualTo(
            "status 307, which sends elsewhere: that is not followed; name the address itself");
    assertThat(receiver.received()).extracting(Received::path).containsExactly("/");
  }

  @Test
  void shouldNotWaitForEverForAnAnswer() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    receiver.next(exchange -> await(end));

    Attempt attempt = slowTarget().send(NOTICE);
    end.countDown();

    assertThat(attempt.result()).isEqualTo(Result.FAILED);
    assertThat(attempt.reason()).isEqualTo("no answer within 300ms");
  }

  @Test
  void shouldNotReadForEverWhatIsAnswered() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    receiver.next(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (end.getCount() > 0) {
            exchange.getResponseBody().write(new byte[1_000]);
          }
        });

    Attempt attempt = slowTarget().send(NOTICE);
    end.countDown();

    assertThat(attempt.reason()).isEqualTo("no answer within 300ms");
  }

  @Test
  void shouldSayThatNobodyIsThere() throws Exception {
    String url = receiver.url("/");
    receiver.close();

    Attempt attempt = target(url, Optional.empty()).send(NOTICE);
    Attempt unknown = target("http://nobody.invalid/", Optional.empty()).send(NOTICE);

    assertThat(attempt.result()).isEqualTo(Result.FAILED);
    assertThat(attempt.reason()).isEqualTo("nobody listens there");
    assertThat(unknown.result()).isEqualTo(Result.FAILED);
    assertThat(unknown.reason()).isEqualTo("nobody knows its host");
  }

  @Test
  void shouldNotShowWhatMayBeSecretInItsName() {
    assertThat(
            target("https://hooks.example.org:8443/T0/SECRET?key=SECRET", Optional.empty()).name())
        .isEqualTo("https://hooks.example.org:8443");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SECRET",
        "ftp://host/SECRET",
        "http://SECRET:x@host/",
        "http:// SECRET",
        "http:///SECRET",
        "http://host:99999/SECRET",
        "http://host:0/SECRET"
      })
  void shouldRefuseWhatIsNoAddressWithoutShowingIt(String url) {
    assertThatThrownBy(() -> HttpTarget.address(url))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--post is no address that can be posted to; must be one such as ")
        .message()
        .doesNotContain("SECRET");
  }

  private HttpTarget target(String url, Optional<Secret> secret) {
    return new HttpTarget(URI.create(url), secret, Patience.STANDSTILL, CLOCK);
  }

  private HttpTarget slowTarget() {
    return new HttpTarget(
        URI.create(receiver.url("/")), Optional.empty(), Duration.ofMillis(300), CLOCK);
  }

  private static void await(CountDownLatch end) throws IOException {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
