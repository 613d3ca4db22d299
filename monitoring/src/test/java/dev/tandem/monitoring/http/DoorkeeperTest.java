package dev.tandem.monitoring.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoorkeeperTest {
  private static final String SECRET = "0123456789abcdef";
  private static final Doorkeeper LOCAL = new Doorkeeper(Optional.empty(), "page");
  private static final Doorkeeper PUBLIC = new Doorkeeper(Optional.of(SECRET), "page");

  private static Request request(String method, String target, Map<String, String> headers) {
    String[] parts = target.split("\\?", 2);
    return new Request(
        method,
        parts[0],
        parts.length > 1 ? Optional.of(parts[1]) : Optional.empty(),
        name -> Optional.ofNullable(headers.get(name)),
        InputStream.nullInputStream());
  }

  private static int status(Doorkeeper keeper, Request request) {
    return keeper.refuse(request).map(Reply::status).orElse(200);
  }

  private static int get(String host) {
    return status(LOCAL, request("GET", "/", Map.of("Host", host)));
  }

  @Test
  void shouldAnswerToLoopbackNamesOnly() {
    assertThat(get("localhost:8095")).isEqualTo(200);
    assertThat(get("127.0.0.1:8095")).isEqualTo(200);
    assertThat(get("[::1]:8095")).isEqualTo(200);
    assertThat(get("evil.example:8095")).isEqualTo(421);
    assertThat(get("localhost.evil.example")).isEqualTo(421);
    assertThat(get("127.0.0.1.evil.example:80")).isEqualTo(421);
    assertThat(status(LOCAL, request("GET", "/", Map.of()))).isEqualTo(421);
  }

  private static int post(String... changed) {
    Map<String, String> headers =
        new HashMap<>(
            Map.of(
                "Host",
                "localhost:8095",
                "Origin",
                "http://localhost:8095",
                "Sec-Fetch-Site",
                "same-origin",
                Doorkeeper.PAGE_TOKEN,
                "page"));
    for (int i = 0; i < changed.length; i += 2) {
      headers.put(changed[i], changed[i + 1]);
    }
    return status(LOCAL, request("POST", "/actions", headers));
  }

  @Test
  void shouldDoOnlyWhatItsOwnPageWants() {
    assertThat(post()).isEqualTo(200);
    assertThat(post("Origin", "http://evil.example")).isEqualTo(403);
    assertThat(post("Origin", "null")).isEqualTo(403);
    assertThat(post("Origin", "http://localhost:9999")).isEqualTo(403);
    assertThat(post("Sec-Fetch-Site", "cross-site")).isEqualTo(403);
    assertThat(post("Sec-Fetch-Site", "same-site")).isEqualTo(403);
    assertThat(post(Doorkeeper.PAGE_TOKEN, "guessed")).isEqualTo(403);
    assertThat(post(Doorkeeper.PAGE_TOKEN, "")).isEqualTo(403);
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Host", "board.example", "Authorization", "Bearer " + token);
  }

  /** The name, by which a browser keeps it: it knows hosts, but no ports. */
  private static String cookieOf(String token) {
    Doorkeeper other = new Doorkeeper(Optional.of(token), "page");
    Request begin = request("GET", "/?token=" + token, Map.of("Host", "board.example"));
    String cookie = other.refuse(begin).orElseThrow().headers().get("Set-Cookie");
    return cookie.substring(0, cookie.indexOf('='));
  }

  @Test
  void shouldLetStrangersInByTheirToken() {
    Map<String, String> any = Map.of("Host", "board.example");
    assertThat(status(PUBLIC, request("GET", "/", any))).isEqualTo(401);
    assertThat(status(PUBLIC, request("GET", "/?token=wrong", any))).isEqualTo(401);
    assertThat(status(PUBLIC, request("GET", "/events?token=" + SECRET, any))).isEqualTo(401);
    assertThat(status(PUBLIC, request("GET", "/?token=%zz", any))).isEqualTo(401);
    assertThat(status(PUBLIC, request("GET", "/metrics", bearer("wrong")))).isEqualTo(401);
    assertThat(status(PUBLIC, request("GET", "/metrics", bearer(SECRET)))).isEqualTo(200);

    Reply welcome = PUBLIC.refuse(request("GET", "/?token=" + SECRET, any)).orElseThrow();

    assertThat(welcome.status()).isEqualTo(303);
    assertThat(welcome.headers()).containsEntry("Location", "/");
    String cookie = welcome.headers().get("Set-Cookie");
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
    assertThat(cookie).doesNotStartWith(cookieOf("another-board's-token"));
    String sent = "other=1; " + cookie.substring(0, cookie.indexOf(';'));
    assertThat(status(PUBLIC, request("GET", "/events", Map.of("Cookie", sent)))).isEqualTo(200);
    assertThat(status(PUBLIC, request("GET", "/events", Map.of("Cookie", sent + "x"))))
        .isEqualTo(401);
    assertThat(status(PUBLIC, request("POST", "/actions", Map.of("Cookie", sent)))).isEqualTo(403);
  }
}
