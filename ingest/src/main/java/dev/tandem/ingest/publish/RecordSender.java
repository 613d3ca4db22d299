package dev.tandem.ingest.publish;

import dev.tandem.ingest.clip.FeedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.InterruptException;

/** Sends what one writer writes. After its first record that is refused it sends no more. */
final class RecordSender {
  private final String stream;
  private final Producer<String, byte[]> producer;
  private final PublishCounts counts;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * @param stream named where a record is refused
   * @param counts told what is in flight
   */
  RecordSender(String stream, Producer<String, byte[]> producer, PublishCounts counts) {
    this.stream = stream;
    this.producer = producer;
    this.counts = counts;
  }

  /** Throws {@link FeedException} if Kafka does not name the partitions of {@code topics}. */
  List<PartitionInfo> partitions(List<String> topics) {
    try {
      List<PartitionInfo> partitions = new ArrayList<>();
      topics.forEach(topic -> partitions.addAll(producer.partitionsFor(topic)));
      return partitions;
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      throw new FeedException(
          "cannot reach the topics %s (%s). Check the broker and create them with tandem topics create."
              .formatted(topics, e.getMessage()),
          e);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // onSent has the answer
  void send(ProducerRecord<String, byte[]> record) {
    failIfRefused();
    counts.sent();
    try {
      producer.send(record, this::onSent);
    } catch (InterruptException e) {
      counts.answered();
      throw e;
    } catch (KafkaException | IllegalStateException e) {
      counts.answered();
      throw refused(e);
    }
  }

  /** Returns when the broker has everything; throws if it refused any of it. */
  void flush() {
    producer.flush();
    failIfRefused();
  }

  private void onSent(RecordMetadata metadata, Exception e) {
    counts.answered();
    if (e != null) {
      failure.compareAndSet(null, e);
    }
  }

  /** Throws {@link FeedException} if the broker refused any of it so far. */
  void failIfRefused() {
    Exception e = failure.get();
    if (e != null) {
      throw refused(e);
    }
  }

  private FeedException refused(Exception e) {
    return new FeedException(
        "Kafka did not take a record of stream %s (%s). Nothing more was written; see the broker's log, then start the feed again."
            .formatted(stream, e.getMessage()),
        e);
  }
}
