package dev.tandem.app.letters;

import dev.tandem.schemas.log.KafkaConnection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes dead letters again to the partitions that they came from: all of them, in one transaction,
 * or none.
 */
public final class Replay implements AutoCloseable {
  /** Readers of the source topics wait this long, at most, for a replay that was killed. */
  private static final String TRANSACTION_TIMEOUT_MS = "120000";

  private final Optional<Producer<byte[], byte[]>> producer;
  private final Set<TopicPartition> cluster;
  private final SortedMap<String, Integer> written = new TreeMap<>();
  private int left;

  private Replay(Optional<Producer<byte[], byte[]>> producer, Set<TopicPartition> cluster) {
    this.producer = producer;
    this.cluster = Set.copyOf(cluster);
  }

  /**
   * Begins the transaction, and ends that of any other replay of the same {@code letters}.
   *
   * @param letters the dead-letter topic
   * @param cluster the partitions that can be written to
   */
  public static Replay begin(KafkaConnection kafka, String letters, Set<TopicPartition> cluster) {
    Producer<byte[], byte[]> producer =
        kafka.producer(
            Map.of(
                "transactional.id",
                "tandem-replay-" + letters,
                "transaction.timeout.ms",
                TRANSACTION_TIMEOUT_MS,
                "max.request.size",
                16 << 20));
    producer.initTransactions();
    producer.beginTransaction();
    return new Replay(Optional.of(producer), cluster);
  }

  /** Counts what would be written. */
  public static Replay rehearse(Set<TopicPartition> cluster) {
    return new Replay(Optional.empty(), cluster);
  }

  /** Whether {@code letter} holds all that its original was. */
  private static boolean canWrite(DeadLetterRecord letter) {
    return letter.isWhole()
        && letter.source().filter(source -> source.timestamp() >= 0).isPresent();
  }

  /**
   * Writes {@code letter}, or counts it as left out where it does not hold all of its original;
   * throws {@link IllegalStateException} where there is nothing to write it to.
   */
  public void write(DeadLetterRecord letter) {
    if (!canWrite(letter)) {
      left++;
      return;
    }
    DeadLetterRecord.Source source = letter.source().orElseThrow();
    if (!cluster.contains(new TopicPartition(source.topic(), source.partition()))) {
      throw new IllegalStateException(
          "%s cannot be written: there is no such topic or partition. Nothing was replayed"
              .formatted(DeadLetterTable.source(source)));
    }
    producer.ifPresent(out -> send(out, source, letter));
    written.merge(source.topic(), 1, Integer::sum);
  }

  private static void send(
      Producer<byte[], byte[]> out, DeadLetterRecord.Source source, DeadLetterRecord letter) {
    var unused =
        out.send(
            new ProducerRecord<>(
                source.topic(),
                source.partition(),
                source.timestamp(),
                letter.key(),
                letter.value())); // commit() tells what failed
  }

  /** Makes all that was written visible; throws {@link IllegalStateException} if nothing was. */
  public void commit() {
    try {
      producer.ifPresent(Producer::commitTransaction);
    } catch (KafkaException e) {
      throw new IllegalStateException(
          "the letters cannot be written: %s. Nothing was replayed"
              .formatted(e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
          e);
    }
  }

  /** Letters by the topic that they were written to. */
  public SortedMap<String, Integer> written() {
    return Collections.unmodifiableSortedMap(written);
  }

  /** Letters that were left out. */
  public int left() {
    return left;
  }

  /** Aborts the transaction if it was not committed: Kafka's producer does when it is closed. */
  @Override
  public void close() {
    producer.ifPresent(Producer::close);
  }
}
