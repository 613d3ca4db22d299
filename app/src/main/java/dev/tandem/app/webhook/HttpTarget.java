package dev.tandem.app.webhook;

import dev.tandem.schemas.TandemVersion;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.config.Durations;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Posts each event to a server, signed where there is a secret. Follows no redirect. */
final class HttpTarget implements Target {
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int MOST_PORT = 65_535;

  private final HttpClient http;
  private final URI address;
  private final Optional<Secret> secret;
  private final Duration timeout;
  private final Clock clock;

  /**
   * To {@code address}.
   *
   * @param timeout from the request to the end of the answer
   * @param clock of the time that is signed
   */
  HttpTarget(URI address, Optional<Secret> secret, Duration timeout, Clock clock) {
    this.address = address;
    this.secret = secret;
    this.timeout = timeout;
    this.clock = clock;
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  /** What {@code text} names; throws {@link UsageException} where that is no server's address. */
  static URI address(String text) {
    try {
      URI uri = new URI(text);
      boolean web = uri.getScheme() != null && uri.getScheme().matches("https?");
      boolean port = uri.getPort() == -1 || (uri.getPort() > 0 && uri.getPort() <= MOST_PORT);
      if (web && port && uri.getHost() != null && uri.getRawUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException notOne) {
      throw noAddress();
    }
    throw noAddress();
  }

  /** Does not repeat it: whoever has some addresses may post to them. */
  private static UsageException noAddress() {
    return new UsageException(
        "--post is no address that can be posted to; must be one such as https://hooks.example.org/tandem, without a name and password");
  }

  /** Without path and query, which some servers take for the secret. */
  @Override
  public String name() {
    return address.getScheme() + "://" + address.getRawAuthority();
  }

  @Override
  public Attempt send(Notice notice) throws InterruptedException {
    CompletableFuture<HttpResponse<Void>> answer =
        http.sendAsync(request(notice), BodyHandlers.discarding());
    try {
      return judge(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return failed("no answer within " + Durations.format(timeout));
    } catch (ExecutionException e) {
      return failed(reason(e.getCause()));
    } finally {
      answer.cancel(true); // of an answer that has come nothing
    }
  }

  private HttpRequest request(Notice notice) {
    long seconds = clock.instant().getEpochSecond();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .header("User-Agent", "tandem/" + TandemVersion.current())
            .header("webhook-id", notice.id())
            .header("webhook-timestamp", Long.toString(seconds))
            .POST(BodyPublishers.ofString(notice.body()));
    secret.ifPresent(
        key -> request.header("webhook-signature", key.sign(notice.id(), seconds, notice.body())));
    return request.build();
  }

  private static Attempt judge(HttpResponse<Void> response) {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return Attempt.delivered();
    }
    if (status / 100 == 3) {
      return Attempt.refused(
          "status %d, which sends elsewhere: that is not followed; name the address itself"
              .formatted(status));
    }
    return status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status / 100 == 5
        ? Attempt.failed("status " + status, retryAfter(response.headers()))
        : Attempt.refused("status " + status);
  }

  /** Zero where it is not said in seconds. */
  private static Duration retryAfter(HttpHeaders headers) {
    return headers
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .orElse(Duration.ZERO);
  }

  private static Attempt failed(String reason) {
    return Attempt.failed(reason, Duration.ZERO);
  }

  private static String reason(Throwable error) {
    if (isCausedBy(error, UnresolvedAddressException.class)) {
      return "nobody knows its host";
    }
    if (isCausedBy(error, SSLException.class)) {
      return "no TLS with it: " + error.getMessage();
    }
    return isCausedBy(error, ConnectException.class)
        ? "nobody listens there"
        : "the connection broke (%s)".formatted(error.getClass().getSimpleName());
  }

  private static boolean isCausedBy(Throwable error, Class<? extends Throwable> type) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
