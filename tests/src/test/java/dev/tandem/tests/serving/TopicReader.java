package dev.tandem.tests.serving;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.Clip;
import dev.tandem.serving.BrokerClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads what is committed to a topic. */
final class TopicReader {
  private final KafkaConnection connection;
  private final String topic;

  TopicReader(KafkaConnection connection, String topic) {
    this.connection = connection;
    this.topic = topic;
  }

  /** Behind the last committed record of each partition. */
  Map<TopicPartition, Long> ends() {
    try (Consumer<byte[], byte[]> consumer = open()) {
      return consumer.endOffsets(consumer.assignment());
    }
  }

  /** Everything that is committed now. */
  List<ConsumerRecord<byte[], byte[]>> all() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = open()) {
      consumer.seekToBeginning(consumer.assignment());
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  /** Every clip that is committed now, by its id. */
  Map<String, Clip> clips() {
    Map<String, Clip> clips = new TreeMap<>();
    all().stream()
        .map(record -> Wire.decode(record.value(), Clip.class))
        .forEach(clip -> clips.put(clip.getClipId(), clip));
    return clips;
  }

  private Consumer<byte[], byte[]> open() {
    Consumer<byte[], byte[]> consumer = new BrokerClients(connection).reader("reader");
    consumer.assign(
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList());
    return consumer;
  }
}
