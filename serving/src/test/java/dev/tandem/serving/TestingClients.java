package dev.tandem.serving;

import dev.tandem.serving.inference.InferenceSettings;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own fakes: one group member, and a producer for each time one is asked for. */
final class TestingClients implements KafkaClients {
  private final MockConsumer<byte[], byte[]> member = new MockConsumer<>("earliest");
  private final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
  private final Consumer<MockProducer<byte[], byte[]>> prepareFirst;

  /**
   * @param prepareFirst sets up what shall go wrong with the first producer
   */
  TestingClients(Consumer<MockProducer<byte[], byte[]>> prepareFirst) {
    this.prepareFirst = prepareFirst;
  }

  @Override
  public MockConsumer<byte[], byte[]> reader(String name) {
    return new MockConsumer<>("earliest");
  }

  @Override
  public MockConsumer<byte[], byte[]> member(InferenceSettings settings) {
    return member;
  }

  MockConsumer<byte[], byte[]> member() {
    return member;
  }

  @Override
  public MockProducer<byte[], byte[]> producer(InferenceSettings settings) {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    if (producers.isEmpty()) {
      prepareFirst.accept(producer);
    }
    producers.add(producer);
    return producer;
  }

  /** In the order of their making; the last is in use. */
  List<MockProducer<byte[], byte[]>> producers() {
    return producers;
  }
}
