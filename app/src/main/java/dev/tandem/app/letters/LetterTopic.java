package dev.tandem.app.letters;

import dev.tandem.app.UsageException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The dead-letter topic: what is committed there now. */
public final class LetterTopic implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  private LetterTopic(
      String topic, KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    this.topic = topic;
    this.consumer = consumer;
    this.partitions = partitions;
  }

  /** Throws {@link IllegalStateException} where there is no such topic. */
  public static LetterTopic open(String bootstrapServers, String topic) {
    KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers);
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      consumer.close();
      throw new IllegalStateException(
          "there is no topic %s at %s; name another prefix with --prefix, or create it with tandem topics create"
              .formatted(topic, bootstrapServers));
    }
    return new LetterTopic(topic, consumer, partitions);
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "isolation.level",
            "read_committed",
            "allow.auto.create.topics",
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /** Whether an offset alone does not say which letter is meant. */
  public boolean isPartitioned() {
    return partitions.size() > 1;
  }

  /** Every partition of the cluster: where letters may come from. */
  public Set<TopicPartition> cluster() {
    return consumer.listTopics().values().stream()
        .flatMap(List::stream)
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .collect(Collectors.toSet());
  }

  /** Hands over every letter up to the end that the topic has when this is called. */
  public void read(Consumer<Letter> reader) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
          reader.accept(Letter.of(record));
        }
      }
    }
  }

  /** The letter at {@code place}; throws {@link UsageException} where there is none. */
  public Letter at(Place place) {
    if (isPartitioned() && place.partition().isEmpty()) {
      throw new UsageException(
          "the letter is %s; must be PARTITION:OFFSET, as %s has %d partitions"
              .formatted(place, topic, partitions.size()));
    }
    TopicPartition partition = new TopicPartition(topic, place.partition().orElse(0));
    if (!partitions.contains(partition)) {
      throw new UsageException(
          "the letter is %s; %s has partitions 0 to %d"
              .formatted(place, topic, partitions.size() - 1));
    }
    return at(partition, place);
  }

  private Letter at(TopicPartition partition, Place place) {
    List<TopicPartition> one = List.of(partition);
    long begin = consumer.beginningOffsets(one).get(partition);
    long end = consumer.endOffsets(one).get(partition);
    consumer.assign(one);
    consumer.seek(partition, Math.max(begin, Math.min(place.offset(), end)));
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> next : consumer.poll(POLL)) {
        if (next.offset() == place.offset()) {
          return Letter.of(next);
        }
        throw noLetter(place, begin, end);
      }
    }
    throw noLetter(place, begin, end);
  }

  /** Not every offset has one: Kafka's own marks of a transaction's end take some. */
  private UsageException noLetter(Place place, long begin, long end) {
    return new UsageException(
        "there is no letter at %s; %s holds offsets from %d and below %d. tandem dead-letters list shows them"
            .formatted(place, topic, begin, end));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
