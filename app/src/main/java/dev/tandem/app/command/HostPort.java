package dev.tandem.app.command;

import dev.tandem.schemas.UsageException;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as users write them. */
final class HostPort {
  private static final Pattern ADDRESS = Pattern.compile("(\\[[^]]+]|[^:,\\s]+):(\\d{1,5})");

  private HostPort() {}

  /** Throws {@link UsageException}, naming {@code option}, for anything but host:port. */
  static InetSocketAddress parse(String option, String text) {
    Matcher matcher = ADDRESS.matcher(text.trim());
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65535) {
      throw new UsageException(
          "%s is %s; must be host:port, such as localhost:9092".formatted(option, text));
    }
    return InetSocketAddress.createUnresolved(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }
}
