package dev.tandem.serving;

import dev.tandem.serving.inference.InferenceSettings;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Makes the Kafka clients that serving needs; who asks for one closes it. */
public interface KafkaClients {
  /** A read-committed consumer without a group, for models and chunks. */
  Consumer<byte[], byte[]> reader(String name);

  /** A read-committed member of the inference group, which commits nothing by itself. */
  Consumer<byte[], byte[]> member(InferenceSettings settings);

  /** A transactional producer with the instance's stable transactional id. */
  Producer<byte[], byte[]> producer(InferenceSettings settings);
}
