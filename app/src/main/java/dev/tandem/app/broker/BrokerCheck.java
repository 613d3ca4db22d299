package dev.tandem.app.broker;

import dev.tandem.schemas.log.KafkaConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Node;

/** Finds out in bounded time whether a Kafka cluster can be used, and names what is in the way. */
public final class BrokerCheck {
  /** A broker that was killed stays in the cluster's list for about as long. */
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private static final long POLL_MILLIS = 250;
  private static final Executor PROBES = Executors.newCachedThreadPool(BrokerCheck::daemon);

  private BrokerCheck() {}

  /**
   * Returns when a broker answers at one of {@code addresses} and each broker of its cluster takes
   * connections where it says that it does.
   *
   * @param kafka how they are to be reached
   * @throws IllegalStateException naming the cause
   */
  public static void require(List<InetSocketAddress> addresses, KafkaConnection kafka) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<Node> brokers = brokers(addresses, kafka);
      List<Node> silent = silent(brokers);
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

  /** All are asked at once; the first that answers counts. */
  private static List<Node> brokers(List<InetSocketAddress> addresses, KafkaConnection kafka) {
    CompletableFuture<List<Node>> found = new CompletableFuture<>();
    List<CompletableFuture<String>> instead =
        addresses.stream().map(address -> atOnce(() -> ask(address, kafka, found))).toList();
    CompletableFuture<Void> all =
        CompletableFuture.allOf(instead.toArray(CompletableFuture<?>[]::new));
    CompletableFuture.anyOf(found, all).join();
    if (found.isDone()) {
      return found.join();
    }
    String said =
        IntStream.range(0, addresses.size())
            .filter(i -> !instead.get(i).join().isEmpty())
            .mapToObj(
                i ->
                    (addresses.size() == 1 ? "" : text(addresses.get(i)) + ": ")
                        + instead.get(i).join())
            .collect(Collectors.joining("; "));
    throw new IllegalStateException(
        "no Kafka broker answers at %s%s; start one, or name another with --bootstrap-server"
            .formatted(text(addresses), said.isEmpty() ? "" : ": " + said));
  }

  /** What is there instead of a broker; empty for a broker, and for nothing. */
  private static String ask(
      InetSocketAddress address, KafkaConnection kafka, CompletableFuture<List<Node>> found) {
    try {
      found.complete(
          kafka.isPlain() ? BrokerProbe.brokers(address) : SecuredProbe.brokers(address, kafka));
      return "";
    } catch (UnreachedException e) {
      return e.getMessage();
    }
  }

  private static List<Node> silent(List<Node> brokers) {
    List<CompletableFuture<Boolean>> taken =
        brokers.stream().map(node -> atOnce(() -> takesConnections(node))).toList();
    return IntStream.range(0, brokers.size())
        .filter(i -> !taken.get(i).join())
        .mapToObj(brokers::get)
        .toList();
  }

  private static <T> CompletableFuture<T> atOnce(Supplier<T> probe) {
    return CompletableFuture.supplyAsync(probe, PROBES);
  }

  private static Thread daemon(Runnable probe) {
    Thread thread = new Thread(probe, "tandem-probe");
    thread.setDaemon(true);
    return thread;
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
