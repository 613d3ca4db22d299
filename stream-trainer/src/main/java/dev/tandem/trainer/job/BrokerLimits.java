package dev.tandem.trainer.job;

import dev.tandem.schemas.config.ConfigException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/** Finds out before a job starts what its broker would refuse each time that it does. */
public final class BrokerLimits {
  private static final String MAX_TIMEOUT = "transaction.max.timeout.ms";

  private BrokerLimits() {}

  /**
   * Throws {@link ConfigException} where the broker allows no transactions of that length; {@code
   * admin} stays open.
   */
  public static void requireTransactions(Admin admin, Duration timeout) {
    long most = maxTimeout(admin);
    if (timeout.toMillis() > most) {
      throw new ConfigException(
          ("publish.transaction-timeout is %d ms; the broker allows at most %d ms (%s). Set"
                  + " publish.transaction-timeout=%dms, or raise the broker's limit.")
              .formatted(timeout.toMillis(), most, MAX_TIMEOUT, most));
    }
  }

  private static long maxTimeout(Admin admin) {
    try {
      Collection<Node> brokers = admin.describeCluster().nodes().get();
      String any = brokers.iterator().next().idString();
      ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, any);
      ConfigEntry entry =
          admin.describeConfigs(List.of(broker)).all().get().get(broker).get(MAX_TIMEOUT);
      return Long.parseLong(entry.value());
    } catch (ExecutionException e) {
      throw new KafkaException("the Kafka cluster does not say its limits", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while waiting for the Kafka cluster", e);
    }
  }
}
