package dev.tandem.monitoring.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where a board is reached.
 *
 * @param host name or address to listen at
 * @param port 0 for any free one
 * @param visitorToken that visitors must bring; must be there where others than this machine can
 *     reach the host
 */
public record BoardSettings(String host, int port, Optional<String> visitorToken) {
  /** Characters of a token, at least. */
  public static final int TOKEN_LENGTH = 16;

  public BoardSettings {
    if (visitorToken.isEmpty() && !isLoopback(host)) {
      throw new IllegalArgumentException(
          "the board would be open to everybody who reaches %s; it needs a token".formatted(host));
    }
    visitorToken.ifPresent(BoardSettings::requireToken);
  }

  private static void requireToken(String token) {
    if (!token.matches("[A-Za-z0-9._~-]{%d,200}".formatted(TOKEN_LENGTH))) {
      throw new IllegalArgumentException(
          "the token has %d characters; must be %d to 200 letters, digits, '.', '_', '~' or '-'"
              .formatted(token.length(), TOKEN_LENGTH));
    }
  }

  /** On the loopback interface, without a token. */
  public static BoardSettings local(int port) {
    return new BoardSettings("127.0.0.1", port, Optional.empty());
  }

  /**
   * The host as an address of a page has it: this machine's name where it listens at all, and no
   * name but {@code localhost} where it wants no token.
   */
  public String visited() {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (address.isAnyLocalAddress()) {
        return InetAddress.getLocalHost().getHostName();
      }
      if (visitorToken.isEmpty() && !host.equals("localhost")) {
        return address instanceof Inet6Address ? "[::1]" : address.getHostAddress();
      }
    } catch (UnknownHostException e) {
      return host; // it cannot listen there, either
    }
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  /** Whether {@code host} is reached by this machine alone. */
  public static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
