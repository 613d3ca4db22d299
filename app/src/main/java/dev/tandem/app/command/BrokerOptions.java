package dev.tandem.app.command;

import dev.tandem.app.broker.BrokerCheck;
import dev.tandem.app.broker.ClientSettings;
import dev.tandem.schemas.log.KafkaConnection;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Which Kafka cluster to talk to, and how. */
final class BrokerOptions {
  private static final String USUAL = "localhost:9092";
  private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers, separated by commas. Default: localhost:9092.")
  private Optional<String> named = Optional.empty();

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description =
          "Settings of Kafka's clients for brokers with TLS or a login, in a file as Kafka's own tools take it. Default: none.")
  private Optional<Path> commandConfig = Optional.empty();

  /** A cluster that can be used; throws naming the cause where none can. */
  KafkaConnection reachable() {
    return reachable(Map.of());
  }

  /** The same; {@code more} are settings of Kafka's clients that win over the file's. */
  KafkaConnection reachable(Map<String, String> more) {
    return reachable(USUAL, more);
  }

  /** The same, where {@code usual} is meant unless the user names others. */
  KafkaConnection reachable(String usual, Map<String, String> more) {
    Map<String, String> client = new TreeMap<>();
    commandConfig.ifPresent(file -> client.putAll(ClientSettings.read(file)));
    client.putAll(more);
    String bootstrapServers =
        named.or(() -> Optional.ofNullable(client.get(BOOTSTRAP_SERVERS))).orElse(usual);
    List<InetSocketAddress> addresses =
        Pattern.compile(",")
            .splitAsStream(bootstrapServers)
            .map(address -> HostPort.parse("--bootstrap-server", address))
            .toList();
    KafkaConnection kafka = KafkaConnection.to(bootstrapServers, client);
    BrokerCheck.require(addresses, kafka);
    return kafka;
  }
}
