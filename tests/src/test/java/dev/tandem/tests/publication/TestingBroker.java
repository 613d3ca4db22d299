package dev.tandem.tests.publication;

import static org.awaitility.Awaitility.await;

import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.tests.Patience;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/** A broker that can be away for a while, and comes back where it was. */
final class TestingBroker implements AutoCloseable {
  private final Path directory;
  private EmbeddedKafka kafka;

  TestingBroker(Path directory) {
    this.directory = directory;
    kafka = EmbeddedKafka.start(BrokerSettings.in(directory));
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
  }

  /** Stays away for that long; returns once it has given up what was open all that time. */
  void beAway(Duration absence) throws Exception {
    List<String> opened = open();
    OptionalInt port = OptionalInt.of(URI.create("kafka://" + kafka.bootstrapServers()).getPort());
    kafka.close();
    long gone = System.nanoTime();
    await()
        .atMost(absence.plusSeconds(5))
        .until(() -> System.nanoTime() - gone > absence.toNanos());
    kafka = EmbeddedKafka.start(new BrokerSettings(directory, port, OptionalLong.empty()));
    await()
        .atMost(Patience.STANDSTILL)
        .pollInterval(100, TimeUnit.MILLISECONDS)
        .ignoreExceptions()
        .until(() -> knows(opened) && open().isEmpty());
  }

  /** Not while it still loads what it knew. */
  private boolean knows(List<String> ids) throws Exception {
    return transactions().stream()
        .map(TransactionListing::transactionalId)
        .toList()
        .containsAll(ids);
  }

  /** Transactions that hold readers back. */
  List<String> open() throws Exception {
    return transactions().stream()
        .filter(transaction -> transaction.state() != TransactionState.EMPTY)
        .filter(transaction -> !transaction.state().toString().startsWith("Complete"))
        .map(TransactionListing::transactionalId)
        .toList();
  }

  /** Every transactional id that the broker remembers. */
  List<TransactionListing> transactions() throws Exception {
    try (Admin admin = admin()) {
      return List.copyOf(admin.listTransactions().all().get());
    }
  }

  @Override
  public void close() {
    kafka.close();
  }
}
