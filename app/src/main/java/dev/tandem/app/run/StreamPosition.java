package dev.tandem.app.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** How far a stream had come whose process was killed. */
public final class StreamPosition implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long FIRST_LOOK = 256;
  private static final long WIDER = 8;

  private final KafkaConsumer<String, byte[]> consumer;
  private final String prefix;

  private StreamPosition(String bootstrapServers, String stream) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "max.partition.fetch.bytes", 16 << 20),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    this.prefix = stream + "-";
  }

  /**
   * Index of a clip of {@code stream} such that every topic holds all that come before it. A
   * producer writes each partition in order, so the newest clip of each tells; what comes after the
   * least of them may be there in part.
   */
  public static long resume(String bootstrapServers, List<String> topics, String stream) {
    try (StreamPosition position = new StreamPosition(bootstrapServers, stream)) {
      return topics.stream()
          .flatMap(topic -> position.consumer.partitionsFor(topic).stream())
          .map(found -> new TopicPartition(found.topic(), found.partition()))
          .mapToLong(position::afterNewest)
          .min()
          .orElse(0);
    }
  }

  /** One more than the index of the newest clip in {@code partition}; 0 without any. */
  private long afterNewest(TopicPartition partition) {
    long begin = consumer.beginningOffsets(List.of(partition)).get(partition);
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    long until = end;
    for (long look = FIRST_LOOK; until > begin; look *= WIDER) {
      long from = Math.max(begin, end - look);
      OptionalLong newest = newest(partition, from, until);
      if (newest.isPresent()) {
        return newest.getAsLong() + 1;
      }
      until = from;
    }
    return 0;
  }

  private OptionalLong newest(TopicPartition partition, long from, long until) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
    OptionalLong newest = OptionalLong.empty();
    while (consumer.position(partition) < until) {
      for (ConsumerRecord<String, byte[]> found : consumer.poll(POLL)) {
        OptionalLong index = index(found.key());
        if (index.isPresent() && index.getAsLong() >= newest.orElse(0)) {
          newest = index;
        }
      }
    }
    return newest;
  }

  /** Of the clip that {@code key} names, if it is one of the stream. */
  private OptionalLong index(String key) {
    if (key == null || !key.startsWith(prefix)) {
      return OptionalLong.empty();
    }
    String digits = key.substring(prefix.length());
    return digits.matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
