package dev.tandem.app.bench;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.serving.BrokerClients;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The ceiling: a version's bytes through Kafka, from their commit until a consumer has them all.
 */
final class PlainCopy implements AutoCloseable {
  private static final String CONSUMER = "plain-copy";
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition chunks;

  PlainCopy(KafkaConnection kafka, Topics topics) {
    consumer = new BrokerClients(kafka).reader(CONSUMER);
    chunks = new TopicPartition(topics.modelChunks(), 0);
    consumer.assign(List.of(chunks));
  }

  /** Publishes one more version, of a model that nobody follows but this. */
  Parts.Copy copy(SyntheticVersions versions) {
    consumer.seekToEnd(List.of(chunks));
    consumer.position(chunks);
    versions.writeUnfollowed();
    long written = System.nanoTime();
    versions.commit();
    long left = versions.bytes();
    while (left > 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        left -= record.value().length;
      }
    }
    return new Parts.Copy(written, System.nanoTime());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
