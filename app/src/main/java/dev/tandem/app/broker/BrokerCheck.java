package dev.tandem.app.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.Node;

/** Finds out in bounded time whether a Kafka cluster can be used, and names what is in the way. */
public final class BrokerCheck {
  /** A broker that was killed stays in the cluster's list for about as long. */
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private static final long POLL_MILLIS = 250;

  private BrokerCheck() {}

  /**
   * Returns when a broker answers at one of {@code addresses} and each broker of its cluster takes
   * connections where it says that it does.
   *
   * @throws IllegalStateException naming the cause
   */
  public static void require(List<InetSocketAddress> addresses) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<Node> brokers = brokers(addresses);
      List<Node> silent = brokers.stream().filter(node -> !takesConnections(node)).toList();
      if (!brokers.isEmpty() && silent.isEmpty()) {
        return;
      }
      boolean none = !brokers.isEmpty() && silent.size() == brokers.size();
      if (none || System.nanoTime() > deadline) {
        throw new IllegalStateException(unusable(addresses, silent));
      }
      pause();
    }
  }

  private static List<Node> brokers(List<InetSocketAddress> addresses) {
    StringBuilder instead = new StringBuilder();
    for (InetSocketAddress address : addresses) {
      try {
        return BrokerProbe.brokers(address);
      } catch (UnreachedException e) {
        if (!e.getMessage().isEmpty()) {
          instead.append(instead.isEmpty() ? ": " : "; ");
          instead.append(addresses.size() == 1 ? "" : text(address) + ": ").append(e.getMessage());
        }
      }
    }
    throw new IllegalStateException(
        "no Kafka broker answers at %s%s; start one, or name another with --bootstrap-server"
            .formatted(text(addresses), instead));
  }

  private static boolean takesConnections(Node node) {
    try (Socket socket =
        BrokerProbe.connect(InetSocketAddress.createUnresolved(node.host(), node.port()))) {
      return socket.isConnected();
    } catch (UnreachedException | IOException e) {
      return false;
    }
  }

  private static String unusable(List<InetSocketAddress> addresses, List<Node> silent) {
    if (silent.isEmpty()) {
      return "the Kafka broker at %s knows no broker that is ready; is the cluster still starting?"
          .formatted(text(addresses));
    }
    return "the Kafka broker at %s answers, but clients are sent on to %s, which does not: it is what the broker advertises. Correct its advertised.listeners, or name a listener with --bootstrap-server whose advertised address can be reached from here"
        .formatted(
            text(addresses),
            silent.stream()
                .map(node -> "%s:%d".formatted(node.host(), node.port()))
                .collect(Collectors.joining(", ")));
  }

  private static String text(List<InetSocketAddress> addresses) {
    return addresses.stream().map(BrokerCheck::text).collect(Collectors.joining(","));
  }

  private static String text(InetSocketAddress address) {
    return "%s:%d".formatted(address.getHostString(), address.getPort());
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the Kafka cluster", e);
    }
  }
}
