package dev.tandem.serving.inference;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a batch's answers and the positions behind it, both or neither. After a failure, {@link
 * #reset} and then {@link #open} leave no transaction open, whatever became of the last one.
 */
public final class TransactionalOutput implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionalOutput.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final Supplier<Producer<byte[], byte[]>> producers;
  private Optional<Producer<byte[], byte[]>> producer = Optional.empty();

  /**
   * @param producers gives a new transactional producer, always with the same transactional id
   */
  public TransactionalOutput(Supplier<Producer<byte[], byte[]>> producers) {
    this.producers = producers;
  }

  /**
   * Makes a producer if there is none; that ends what an earlier one with its id left open, and
   * fences it.
   */
  public void open() {
    if (producer.isEmpty()) {
      producer = Optional.of(opened());
    }
  }

  private Producer<byte[], byte[]> opened() {
    Producer<byte[], byte[]> made = producers.get();
    try {
      made.initTransactions();
      return made;
    } catch (RuntimeException e) {
      made.close(Duration.ZERO);
      throw e;
    }
  }

  /**
   * Writes and commits; after any exception nothing is certain until {@link #reset}.
   *
   * @param more records that become visible with the answers
   */
  public void publish(
      Answers answers,
      List<ProducerRecord<byte[], byte[]>> more,
      Batch batch,
      ConsumerGroupMetadata group) {
    open();
    Producer<byte[], byte[]> out = producer.orElseThrow();
    out.beginTransaction();
    send(out, answers.predictions());
    send(out, answers.deadLetters());
    send(out, more);
    out.sendOffsetsToTransaction(batch.next(), group);
    out.commitTransaction();
  }

  private static void send(
      Producer<byte[], byte[]> out, List<ProducerRecord<byte[], byte[]>> records) {
    for (ProducerRecord<byte[], byte[]> record : records) {
      // The commit throws what a send failed with.
      Future<RecordMetadata> unused = out.send(record);
    }
  }

  /** Aborts what is open. A producer that cannot is given up; the next one ends its transaction. */
  public void reset() {
    try {
      producer.ifPresent(Producer::abortTransaction);
    } catch (KafkaException | IllegalStateException e) {
      LOG.warn(
          "the transaction could not be aborted, a new producer will end it: {}", e.toString());
      producer.ifPresent(lost -> lost.close(Duration.ZERO));
      producer = Optional.empty();
    }
  }

  @Override
  public void close() {
    producer.ifPresent(last -> last.close(CLOSE_PATIENCE));
    producer = Optional.empty();
  }
}
