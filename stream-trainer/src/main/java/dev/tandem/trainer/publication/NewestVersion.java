package dev.tandem.trainer.publication;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.config.ConfigException;
import dev.tandem.schemas.records.ModelPointer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Looks up what a model already has on its topic, so that no job gives a taken version another
 * content.
 */
public final class NewestVersion {
  private static final Duration POLL = Duration.ofMillis(200);

  private NewestVersion() {}

  /**
   * Throws {@link ConfigException} where a job that begins without state would publish versions
   * that exist.
   *
   * @param generation the one that the job is to begin
   */
  public static void requireUnpublished(
      String bootstrapServers, String modelsTopic, String model, int generation) {
    Optional<ModelKey> newest = find(bootstrapServers, modelsTopic, model);
    if (newest.isPresent() && newest.get().generation() >= generation) {
      throw new ConfigException(
          ("model %s is already on %s, up to %s, and this job has no state to go on from. Restore it from a"
                  + " savepoint, or begin the next generation with trainer.generation=%d.")
              .formatted(model, modelsTopic, newest.get(), newest.get().generation() + 1));
    }
  }

  /** The newest committed version of a model; empty where it has none. */
  public static Optional<ModelKey> find(String bootstrapServers, String topic, String model) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("isolation.level", "read_committed");
    settings.put("auto.offset.reset", "earliest");
    try (Consumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      return find(consumer, topic, model);
    }
  }

  private static Optional<ModelKey> find(
      Consumer<String, byte[]> consumer, String topic, String model) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Optional<ModelKey> newest = Optional.empty();
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        Optional<ModelKey> older = newest;
        newest = pointer(record, model).or(() -> older);
      }
    }
    return newest;
  }

  private static Optional<ModelKey> pointer(ConsumerRecord<String, byte[]> record, String model) {
    if (!model.equals(record.key()) || record.value() == null) {
      return Optional.empty();
    }
    try {
      ModelPointer pointer = Wire.decode(record.value(), ModelPointer.class);
      return Optional.of(
          new ModelKey(pointer.getModel(), pointer.getGeneration(), pointer.getVersion()));
    } catch (WireException foreign) {
      return Optional.empty();
    }
  }
}
