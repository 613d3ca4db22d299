package dev.tandem.schemas.log;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How to reach a Kafka cluster. Every consumer of Tandem's own is made here, so that all of them
 * read committed records only, create no topic and commit nothing by themselves; those of Flink's
 * connectors are not.
 *
 * @param settings of Kafka's clients: {@code bootstrap.servers} and whatever security needs
 */
public record KafkaConnection(Map<String, Object> settings) implements Serializable {
  /** A record of Tandem's has up to 15 MiB. */
  private static final Map<String, Object> BULK =
      Map.of(
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          16 << 20,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          32 << 20,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          5_000);

  private static final int PROMPT_MILLIS = 20;

  public KafkaConnection {
    settings = Map.copyOf(settings);
  }

  /** To brokers without a login. */
  public static KafkaConnection to(String bootstrapServers) {
    return to(bootstrapServers, Map.of());
  }

  /** {@code more} is what the brokers' security needs. */
  public static KafkaConnection to(String bootstrapServers, Map<String, ?> more) {
    Map<String, Object> all = new HashMap<>(more);
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return new KafkaConnection(all);
  }

  /** The same cluster, or another of the same security, by other brokers. */
  public KafkaConnection at(String bootstrapServers) {
    return to(bootstrapServers, settings);
  }

  /** Neither TLS nor a login. */
  public boolean isPlain() {
    Object protocol = settings.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
    return protocol == null || protocol.equals(SecurityProtocol.PLAINTEXT.name);
  }

  /** As {@link #name}: settings may be secret. */
  @Override
  public String toString() {
    return name();
  }

  /** The addresses, for people. */
  public String name() {
    return settings.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "").toString();
  }

  /**
   * A consumer without a group, for large records and many; where its position is gone, it goes on
   * with what is left.
   */
  public Consumer<byte[], byte[]> consumer() {
    return consumer(BULK);
  }

  /**
   * The same for what is there already. A fetch at the end of a partition that waits for more, as
   * it would for half a second, holds up the next one of the same consumer.
   */
  Consumer<byte[], byte[]> promptConsumer() {
    Map<String, Object> settings = new HashMap<>(BULK);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, PROMPT_MILLIS);
    return consumer(settings);
  }

  /** A producer of bytes, with {@code more} of Kafka's settings. */
  public Producer<byte[], byte[]> producer(Map<String, ?> more) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putAll(more);
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  public Admin admin() {
    return admin(Map.of());
  }

  /** With {@code more} of Kafka's settings. */
  public Admin admin(Map<String, ?> more) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putAll(more);
    return Admin.create(all);
  }

  /** The settings as Flink's connectors take them. */
  public Properties properties() {
    Properties properties = new Properties();
    settings.forEach((key, value) -> properties.setProperty(key, value.toString()));
    return properties;
  }

  /** Goes on from {@code positions}, for ever; the caller closes it. */
  public Consumer<byte[], byte[]> follow(Map<TopicPartition, Long> positions) {
    Consumer<byte[], byte[]> consumer = consumer();
    consumer.assign(positions.keySet());
    positions.forEach(consumer::seek);
    return consumer;
  }

  /** A consumer with {@code more} of Kafka's settings, which may make it a member of a group. */
  public Consumer<byte[], byte[]> consumer(Map<String, ?> more) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putAll(more);
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
