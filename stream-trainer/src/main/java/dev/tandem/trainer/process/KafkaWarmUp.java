package dev.tandem.trainer.process;

import dev.tandem.schemas.log.KafkaConnection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Has a consumer and a producer talk to the broker: some thousand classes, most of them of Kafka's
 * protocol. They write nothing.
 */
final class KafkaWarmUp implements Runnable {
  private final Map<String, Object> broker;

  KafkaWarmUp(String bootstrapServers) {
    this.broker = Map.of("bootstrap.servers", bootstrapServers);
  }

  @Override
  public void run() {
    try (Consumer<byte[], byte[]> consumer = new KafkaConnection(broker).consumer();
        Producer<byte[], byte[]> producer =
            new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer())) {
      String topic = consumer.listTopics().keySet().stream().findFirst().orElse("");
      if (!topic.isEmpty()) {
        producer.partitionsFor(topic);
      }
    }
  }
}
