package dev.tandem.trainer.control;

import dev.tandem.trainer.door.Origin;
import dev.tandem.trainer.door.SourceItem.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The control topic in a Kafka cluster. People write to it, so it is short. */
public record KafkaControlLog(String bootstrapServers, String topic) implements ControlLog {
  private static final long serialVersionUID = 1L;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final byte[] NO_KEY = {};

  @Override
  public List<RawRecord> read() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return read(consumer, consumer.endOffsets(partitions));
    }
  }

  private static List<RawRecord> read(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    List<RawRecord> records = new ArrayList<>();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer.poll(POLL).forEach(record -> records.add(raw(record)));
    }
    return records;
  }

  private static RawRecord raw(ConsumerRecord<byte[], byte[]> record) {
    Origin origin =
        new Origin(record.topic(), record.partition(), record.offset(), record.timestamp());
    return new RawRecord(origin, record.key() == null ? NO_KEY : record.key(), record.value());
  }
}
