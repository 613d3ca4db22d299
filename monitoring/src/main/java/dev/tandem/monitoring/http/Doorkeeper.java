package dev.tandem.monitoring.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may ask for what. Without a visitor's token, those who address the board by a loopback name:
 * a page of another site, whose own name it had lead here, cannot. With one, those who bring it.
 * And what is to be done must come from the board's own page.
 */
final class Doorkeeper {
  /** Carries the page's token. */
  static final String PAGE_TOKEN = "X-Tandem-Token";

  private static final String BEARER = "Bearer ";
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

  private final Optional<String> visitorToken;

  /** Its own for each token: cookies know no port, and two boards may be open at once. */
  private final String cookie;

  private final String pageToken;

  /**
   * @param visitorToken that everybody must bring; empty where only this machine reaches the board
   * @param pageToken that the page sends with what it wants done
   */
  Doorkeeper(Optional<String> visitorToken, String pageToken) {
    this.visitorToken = visitorToken;
    this.cookie = "tandem-board-" + Integer.toHexString(visitorToken.hashCode());
    this.pageToken = pageToken;
  }

  /** The answer of those who may not; empty for those who may. */
  Optional<Reply> refuse(Request request) {
    Optional<Reply> refused =
        visitorToken.isPresent() ? refuseStranger(request) : refuseForeignName(request);
    return refused.or(() -> request.isPost() ? refuseForeignPage(request) : Optional.empty());
  }

  private static Optional<Reply> refuseForeignName(Request request) {
    String host = request.header("Host").orElse("").toLowerCase(Locale.ROOT);
    return LOOPBACK.matcher(host).matches()
        ? Optional.empty()
        : Optional.of(
            Reply.error(
                421,
                "this board answers to localhost only; start it with --host to reach it by another name"));
  }

  private Optional<Reply> refuseStranger(Request request) {
    if (request.header("Cookie").filter(this::hasToken).isPresent()
        || request.header("Authorization").filter(this::isBearer).isPresent()) {
      return Optional.empty();
    }
    boolean begins = request.path().equals("/") && request.query().filter(this::brings).isPresent();
    return Optional.of(begins ? welcome() : Reply.text(401, askForToken()));
  }

  private static String askForToken() {
    return "This board wants a token: open /?token=TOKEN, as tandem has printed it.";
  }

  private boolean brings(String query) {
    return Arrays.stream(query.split("&", -1))
        .filter(part -> part.startsWith("token="))
        .map(part -> part.substring("token=".length()))
        .anyMatch(token -> decoded(token).filter(this::isVisitors).isPresent());
  }

  private static Optional<String> decoded(String token) {
    try {
      return Optional.of(URLDecoder.decode(token, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }

  private boolean hasToken(String cookies) {
    return Arrays.stream(cookies.split(";", -1))
        .map(String::trim)
        .filter(one -> one.startsWith(cookie + "="))
        .anyMatch(one -> isVisitors(one.substring(cookie.length() + 1)));
  }

  /** As scrapers bring it. */
  private boolean isBearer(String authorization) {
    return authorization.startsWith(BEARER)
        && isVisitors(authorization.substring(BEARER.length()).trim());
  }

  private boolean isVisitors(String token) {
    return same(token, visitorToken.orElseThrow());
  }

  /** Takes the token out of the address, which others may see. */
  private Reply welcome() {
    return new Reply(
        303,
        "",
        new byte[0],
        Map.of(
            "Location",
            "/",
            "Set-Cookie",
            "%s=%s; Path=/; HttpOnly; SameSite=Strict"
                .formatted(cookie, visitorToken.orElseThrow())));
  }

  private Optional<Reply> refuseForeignPage(Request request) {
    String host = request.header("Host").orElse("").toLowerCase(Locale.ROOT);
    boolean own =
        request
            .header("Origin")
            .map(origin -> origin.toLowerCase(Locale.ROOT).replaceFirst("^https?://", ""))
            .map(host::equals)
            .orElse(true);
    boolean sameSite = request.header("Sec-Fetch-Site").map("same-origin"::equals).orElse(true);
    boolean knows = request.header(PAGE_TOKEN).filter(t -> same(t, pageToken)).isPresent();
    return own && sameSite && knows
        ? Optional.empty()
        : Optional.of(
            Reply.error(
                403, "this did not come from the board's own page; load the page again and retry"));
  }

  /** In a time that does not tell how much of it is right. */
  private static boolean same(String token, String expected) {
    return MessageDigest.isEqual(
        token.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }
}
