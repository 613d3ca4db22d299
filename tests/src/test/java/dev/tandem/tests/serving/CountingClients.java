package dev.tandem.tests.serving;

import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.serving.BrokerClients;
import dev.tandem.serving.KafkaClients;
import dev.tandem.serving.inference.InferenceSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Clients of a real cluster that know how much their readers fetched, by Kafka's own metrics. */
final class CountingClients implements KafkaClients {
  private final BrokerClients clients;
  private final Map<String, Consumer<byte[], byte[]>> readers = new LinkedHashMap<>();

  CountingClients(KafkaConnection connection) {
    this.clients = new BrokerClients(connection);
  }

  @Override
  public Consumer<byte[], byte[]> reader(String name) {
    Consumer<byte[], byte[]> reader = clients.reader(name);
    readers.put(name, reader);
    return reader;
  }

  @Override
  public Consumer<byte[], byte[]> member(InferenceSettings settings) {
    return clients.member(settings);
  }

  @Override
  public Producer<byte[], byte[]> producer(InferenceSettings settings) {
    return clients.producer(settings);
  }

  /** Fetched by the reader whose name ends so. */
  long bytesOf(String name) {
    return total(name, "bytes-consumed-total");
  }

  /** Fetched by the reader whose name ends so. */
  long recordsOf(String name) {
    return total(name, "records-consumed-total");
  }

  private long total(String name, String metric) {
    return readers.entrySet().stream()
        .filter(reader -> reader.getKey().endsWith(name))
        .flatMap(reader -> reader.getValue().metrics().entrySet().stream())
        .filter(one -> one.getKey().name().equals(metric) && one.getKey().tags().size() == 1)
        .mapToLong(one -> Math.round((Double) one.getValue().metricValue()))
        .sum();
  }
}
