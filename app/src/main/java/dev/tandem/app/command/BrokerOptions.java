package dev.tandem.app.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Which Kafka cluster to talk to. */
final class BrokerOptions {
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
