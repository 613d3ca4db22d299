package dev.tandem.app.run;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How far feeds have come in some topics.
 *
 * @param newest the latest time of any record
 * @param live whether a feed may still be writing: some partition does not end with an end mark
 */
public record LogEnd(Instant newest, boolean live) {
  private static final Duration POLL = Duration.ofMillis(200);

  /** Empty where the topics hold no record. */
  public static Optional<LogEnd> of(String bootstrapServers, Collection<String> topics) {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<ConsumerRecord<byte[], byte[]>> last =
          lastRecords(consumer, partitions(consumer, topics));
      return last.stream()
          .map(record -> Instant.ofEpochMilli(record.timestamp()))
          .max(Instant::compareTo)
          .map(newest -> new LogEnd(newest, !last.stream().allMatch(LogEnd::isEnd)));
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, Collection<String> topics) {
    return topics.stream()
        .flatMap(topic -> consumer.partitionsFor(topic).stream())
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }

  private static List<ConsumerRecord<byte[], byte[]>> lastRecords(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    List<TopicPartition> filled =
        partitions.stream().filter(p -> ends.get(p) > beginnings.get(p)).toList();
    consumer.assign(filled);
    filled.forEach(partition -> consumer.seek(partition, ends.get(partition) - 1));
    List<ConsumerRecord<byte[], byte[]>> last = new ArrayList<>();
    while (last.size() < filled.size()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset()
            == ends.get(new TopicPartition(record.topic(), record.partition())) - 1) {
          last.add(record);
        }
      }
    }
    return last;
  }

  private static boolean isEnd(ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.value() != null
          && Wire.decode(record.value()) instanceof StreamMark mark
          && mark.getKind() == MarkKind.END;
    } catch (WireException garbage) {
      return false;
    }
  }
}
