package dev.tandem.serving;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as people write them: {@code 127.0.0.1:8090}, {@code [::1]:8090}, {@code off}. */
final class HttpAddress {
  private static final String OFF = "off";
  private static final Pattern TEXT = Pattern.compile("\\[?([A-Za-z0-9_.:-]+?)]?:(\\d{1,5})");

  private HttpAddress() {}

  /** Empty for {@code off}; throws {@link IllegalArgumentException} for what is no address. */
  static Optional<InetSocketAddress> parse(String text) {
    if (text.equals(OFF)) {
      return Optional.empty();
    }
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'%s' is no HOST:PORT".formatted(text));
    }
    return Optional.of(new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2))));
  }
}
