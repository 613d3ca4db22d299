package dev.tandem.cluster;

import dev.tandem.schemas.log.KafkaConnection;
import java.util.Optional;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;

/**
 * A real KRaft broker in this process, on the loopback interface only. Its directory can be used
 * again by a later broker, on any port.
 */
public final class EmbeddedKafka implements AutoCloseable {
  /** Of the process: so is what Kafka calls to end it. */
  private static volatile Optional<String> gaveUp = Optional.empty();

  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedKafka(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Returns when the broker answers; throws {@link ClusterException} when it cannot start. */
  public static EmbeddedKafka start(BrokerSettings settings) {
    int port = settings.port().orElseGet(LoopbackPort::free);
    Properties properties = BrokerProperties.of(settings, port, controllerPort(port));
    Exit.setExitProcedure(EmbeddedKafka::giveUp);
    Exit.setHaltProcedure(EmbeddedKafka::giveUp);
    try {
      BrokerFiles.format(settings);
      KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
      server.startup();
      return new EmbeddedKafka(server, port);
    } catch (Exception e) {
      throw new ClusterException(
          "the embedded Kafka broker cannot start on port %d with %s: %s"
              .formatted(port, settings.directory(), e.getMessage()),
          e);
    }
  }

  private static int controllerPort(int clientPort) {
    int port = LoopbackPort.free();
    return port == clientPort ? LoopbackPort.free() : port;
  }

  /** Instead of ending the process, as Kafka would. */
  private static void giveUp(int status, String message) {
    gaveUp = Optional.of(message == null ? "status " + status : message);
    throw new IllegalStateException("the embedded Kafka broker gave up: " + message);
  }

  /** Throws if the broker has given up, which it does when its disk fails or is full. */
  public void check() {
    if (gaveUp.isPresent()) {
      throw new ClusterException(
          "the embedded Kafka broker gave up: %s. Is its disk full? See the log"
              .formatted(gaveUp.get()),
          null);
    }
  }

  public int port() {
    return port;
  }

  /** {@code host:port} for clients. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public KafkaConnection connection() {
    return KafkaConnection.to(bootstrapServers());
  }

  @Override
  public void close() {
    if (gaveUp.isPresent()) {
      return; // nothing of it would answer
    }
    server.shutdown();
    server.awaitShutdown();
  }
}
