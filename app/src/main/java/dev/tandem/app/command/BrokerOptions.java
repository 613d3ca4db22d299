package dev.tandem.app.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Which Kafka cluster to talk to. */
final class BrokerOptions {
  private static final int CONNECT_MILLIS = 1500;

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers, separated by commas. Default: localhost:9092.")
  private Optional<String> named = Optional.empty();

  /** The addresses, of which at least one accepts connections; throws where none does. */
  String reachable() {
    return reachable("localhost:9092");
  }

  /** The same, where {@code usual} is meant unless the user names others. */
  String reachable(String usual) {
    String bootstrapServers = named.orElse(usual);
    List<InetSocketAddress> addresses =
        Pattern.compile(",")
            .splitAsStream(bootstrapServers)
            .map(address -> HostPort.parse("--bootstrap-server", address))
            .toList();
    if (addresses.stream().noneMatch(BrokerOptions::accepts)) {
      throw new IllegalStateException(
          "no Kafka broker answers at %s; start one, or name another with --bootstrap-server"
              .formatted(bootstrapServers));
    }
    return bootstrapServers;
  }

  private static boolean accepts(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.getHostString(), address.getPort()), CONNECT_MILLIS);
      return true;
    } catch (IOException refusedOrUnknown) {
      return false;
    }
  }
}
