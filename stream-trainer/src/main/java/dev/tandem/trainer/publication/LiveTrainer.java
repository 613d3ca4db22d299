package dev.tandem.trainer.publication;

import dev.tandem.schemas.config.ConfigException;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;

/**
 * Keeps a job that begins without state from fencing another that trains the same model: each would
 * stop the other's transactions for ever.
 */
public final class LiveTrainer {
  private LiveTrainer() {}

  /**
   * Throws {@link ConfigException} where a transaction of the job's sink is open; {@code admin}
   * stays open.
   *
   * @param transactions what the ids of that sink's transactions begin with
   * @param work what the job writes, in words
   */
  public static void requireNone(Admin admin, String transactions, String work) {
    Pattern ids = Pattern.compile(Pattern.quote(transactions) + "-\\d+-\\d+");
    Optional<TransactionListing> open =
        list(admin).stream()
            .filter(transaction -> ids.matcher(transaction.transactionalId()).matches())
            .filter(transaction -> transaction.state() == TransactionState.ONGOING)
            .findAny();
    if (open.isPresent()) {
      throw new ConfigException(
          ("another job is writing %s: its transaction %s is open. Stop that job. If it"
                  + " is dead, restore it from its checkpoint, or wait until the broker has given it"
                  + " up, publish.transaction-timeout after it began.")
              .formatted(work, open.get().transactionalId()));
    }
  }

  private static Collection<TransactionListing> list(Admin admin) {
    try {
      return admin.listTransactions().all().get();
    } catch (ExecutionException e) {
      throw new KafkaException("the Kafka cluster does not list its transactions", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while waiting for the Kafka cluster", e);
    }
  }
}
