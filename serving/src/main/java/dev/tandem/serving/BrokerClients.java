package dev.tandem.serving;

import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.serving.inference.InferenceSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Clients of a real cluster. */
public final class BrokerClients implements KafkaClients {
  private static final int CHUNK_FETCH_BYTES = 16 << 20;
  private static final int REQUEST_BYTES = 17 << 20;

  /** The shortest that brokers allow: so long nobody has the partitions of one that was killed. */
  private static final int SESSION_MILLIS = 6_000;

  /** So long, at most, partitions that are added to the clips topic stay unread. */
  private static final int METADATA_MILLIS = 20_000;

  private final KafkaConnection connection;

  public BrokerClients(KafkaConnection connection) {
    this.connection = connection;
  }

  @Override
  public Consumer<byte[], byte[]> reader(String name) {
    return connection.consumer(
        Map.of(
            CommonClientConfigs.CLIENT_ID_CONFIG,
            name,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            CHUNK_FETCH_BYTES));
  }

  @Override
  public Consumer<byte[], byte[]> member(InferenceSettings inference) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, inference.transactionalId());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, inference.group());
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_MILLIS / 4);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, inference.batchSize());
    settings.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, METADATA_MILLIS);
    return connection.consumer(settings);
  }

  @Override
  public Producer<byte[], byte[]> producer(InferenceSettings inference) {
    int timeout = Math.toIntExact(inference.transactionTimeout().toMillis());
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, inference.transactionalId());
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, inference.transactionalId());
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, timeout);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REQUEST_BYTES);
    return connection.producer(settings);
  }
}
