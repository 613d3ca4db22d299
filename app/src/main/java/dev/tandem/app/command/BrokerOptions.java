package dev.tandem.app.command;

import dev.tandem.app.UsageException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Which Kafka cluster to talk to. */
final class BrokerOptions {
  private static final Pattern ADDRESS = Pattern.compile("(\\[[^]]+]|[^:,\\s]+):(\\d{1,5})");
  private static final int CONNECT_MILLIS = 1500;

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:9092",
      description = "Kafka brokers, separated by commas. Default: ${DEFAULT-VALUE}.")
  private String bootstrapServers = "";

  /** The addresses, of which at least one accepts connections; throws where none does. */
  String reachable() {
    List<InetSocketAddress> addresses =
        Pattern.compile(",").splitAsStream(bootstrapServers).map(BrokerOptions::address).toList();
    if (addresses.stream().noneMatch(BrokerOptions::accepts)) {
      throw new IllegalStateException(
          "no Kafka broker answers at %s; start one, or name another with --bootstrap-server"
              .formatted(bootstrapServers));
    }
    return bootstrapServers;
  }

  private static InetSocketAddress address(String text) {
    Matcher matcher = ADDRESS.matcher(text.trim());
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65535) {
      throw new UsageException(
          "--bootstrap-server is %s; must be host:port, such as localhost:9092".formatted(text));
    }
    return new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }

  private static boolean accepts(InetSocketAddress address) {
    if (address.isUnresolved()) {
      return false;
    }
    try (Socket socket = new Socket()) {
      socket.connect(address, CONNECT_MILLIS);
      return true;
    } catch (java.io.IOException refused) {
      return false;
    }
  }
}
