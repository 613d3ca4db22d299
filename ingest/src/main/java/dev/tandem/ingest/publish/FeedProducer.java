package dev.tandem.ingest.publish;

import dev.tandem.ingest.clip.FeedException;
import dev.tandem.schemas.log.KafkaConnection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The idempotent producer of feeds: every record once and in order, or the run fails. */
public final class FeedProducer {
  private static final String MAX_REQUEST_BYTES = Integer.toString(16 << 20);
  private static final String BATCH_BYTES = Integer.toString(256 << 10);

  private FeedProducer() {}

  /**
   * Connects; the caller closes it, or gives it to a publisher.
   *
   * @param kafka its settings win over ours, except where every record once and in order needs them
   */
  public static Producer<String, byte[]> open(KafkaConnection kafka) {
    Map<String, Object> settings = speed();
    settings.putAll(kafka.settings());
    settings.putAll(delivery());
    try {
      return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new FeedException(
          "cannot connect to Kafka at %s: %s. Correct --bootstrap-server."
              .formatted(kafka, reason.getMessage()),
          e);
    }
  }

  /**
   * No compression: {@code tandem bench compression} has it spare an eighth of the bytes at most,
   * for more processor time in each reader than joining a record takes.
   */
  private static Map<String, Object> speed() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    return settings;
  }

  private static Map<String, Object> delivery() {
    return Map.of(
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        "true",
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        MAX_REQUEST_BYTES);
  }
}
