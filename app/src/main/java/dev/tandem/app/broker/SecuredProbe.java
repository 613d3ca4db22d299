package dev.tandem.app.broker;

import dev.tandem.schemas.log.KafkaConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Asks one address which brokers there are, by TLS or with a login, as Kafka's client does. */
final class SecuredProbe {
  /** A handshake and a login take seconds where many processes begin at once. */
  private static final int REQUEST_MILLIS = 8_000;

  private static final int PATIENCE_MILLIS = 8_500;

  private SecuredProbe() {}

  /**
   * The brokers that the one at {@code address} knows, under the addresses that they advertise.
   *
   * @throws UnreachedException saying what is in the way
   */
  static List<Node> brokers(InetSocketAddress address, KafkaConnection kafka)
      throws UnreachedException {
    requireSomethingThere(address);
    try (Probe probe = new Probe(address, kafka)) {
      return List.copyOf(probe.admin.describeCluster().nodes().get());
    } catch (ExecutionException e) {
      throw new UnreachedException(inTheWay(e.getCause(), kafka));
    } catch (KafkaException unusable) {
      throw new UnreachedException(
          "the settings of Kafka's clients cannot be used: " + innermost(unusable).getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while waiting for the Kafka cluster", e);
    }
  }

  private static void requireSomethingThere(InetSocketAddress address) throws UnreachedException {
    try (Socket socket = BrokerProbe.connect(address)) {
      socket.shutdownInput();
    } catch (IOException closed) {
      return; // whatever it is, it was there
    }
  }

  private static String inTheWay(Throwable cause, KafkaConnection kafka) {
    if (cause instanceof SslAuthenticationException) {
      return "no TLS connection comes about: " + innermost(cause).getMessage();
    }
    if (cause instanceof AuthenticationException) {
      return "it refuses the login: " + cause.getMessage();
    }
    return "it takes connections, but does not answer; does its listener have security.protocol=%s? %s"
        .formatted(
            kafka.settings().get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG), cause.getMessage());
  }

  private static Throwable innermost(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static final class Probe implements AutoCloseable {
    private final Admin admin;

    Probe(InetSocketAddress address, KafkaConnection kafka) {
      admin =
          kafka
              .at("%s:%d".formatted(address.getHostString(), address.getPort()))
              .admin(
                  Map.of(
                      CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
                      REQUEST_MILLIS,
                      CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
                      PATIENCE_MILLIS));
    }

    @Override
    public void close() {
      admin.close(Duration.ZERO);
    }
  }
}
