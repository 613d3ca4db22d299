package dev.tandem.app.command;

import dev.tandem.app.broker.BrokerCheck;
import dev.tandem.schemas.log.KafkaConnection;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Which Kafka cluster to talk to. */
final class BrokerOptions {
  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers, separated by commas. Default: localhost:9092.")
  private Optional<String> named = Optional.empty();

  /** The addresses, where a cluster can be used; throws naming the cause where none can. */
  KafkaConnection reachable() {
    return reachable("localhost:9092");
  }

  /** The same, where {@code usual} is meant unless the user names others. */
  KafkaConnection reachable(String usual) {
    String bootstrapServers = named.orElse(usual);
    List<InetSocketAddress> addresses =
        Pattern.compile(",")
            .splitAsStream(bootstrapServers)
            .map(address -> HostPort.parse("--bootstrap-server", address))
            .toList();
    BrokerCheck.require(addresses);
    return KafkaConnection.to(bootstrapServers);
  }
}
