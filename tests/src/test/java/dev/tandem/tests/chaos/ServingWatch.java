package dev.tandem.tests.chaos;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.Prediction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows what is joined for serving, and how it is answered; committed records only. */
final class ServingWatch implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final SortedMap<String, Integer> clips = new TreeMap<>();
  private final SortedMap<String, Integer> answers = new TreeMap<>();
  private final SortedSet<Integer> versions = new TreeSet<>();

  ServingWatch(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        List.of(Topics.standard().clips(), Topics.standard().predictions()).stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(found -> new TopicPartition(found.topic(), found.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads what has come, without waiting. */
  void poll() {
    for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(1))) {
      Object value = Wire.decode(found.value());
      if (value instanceof Clip clip) {
        clips.merge(clip.getClipId(), 1, Integer::sum);
      } else if (value instanceof Prediction prediction) {
        answers.merge(prediction.getClipId(), 1, Integer::sum);
        versions.add(prediction.getVersion());
      }
    }
  }

  /** How often each clip was joined, by its id. */
  SortedMap<String, Integer> clips() {
    return clips;
  }

  /** How often each clip was answered, by its id. */
  SortedMap<String, Integer> answers() {
    return answers;
  }

  /** Versions that have answered. */
  SortedSet<Integer> versions() {
    return versions;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
