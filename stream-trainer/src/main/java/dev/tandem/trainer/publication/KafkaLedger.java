package dev.tandem.trainer.publication;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a model's ledger from its topic.
 *
 * @param topic of manifests and pointers
 */
public record KafkaLedger(String bootstrapServers, String topic, String model)
    implements LedgerSource {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaLedger.class);
  private static final long serialVersionUID = 1L;

  private static final Duration POLL = Duration.ofMillis(100);

  /** A transaction is marked as committed a moment after its producer was told so. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Override
  public Ledger read() {
    try (Consumer<byte[], byte[]> all = open("read_uncommitted");
        Consumer<byte[], byte[]> committed = open("read_committed")) {
      List<TopicPartition> partitions =
          all.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = all.endOffsets(partitions);
      committed.assign(partitions);
      committed.seekToBeginning(partitions);
      return read(committed, ends);
    }
  }

  private Ledger read(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    Ledger.Builder ledger = new Ledger.Builder(model);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      var records = consumer.poll(POLL);
      records.forEach(record -> ledger.offer(record.key(), record.value()));
      if (records.isEmpty() && System.nanoTime() > end) {
        LOG.warn("{}: an open transaction hides its end; what is behind it counts as lost", topic);
        break;
      }
    }
    return ledger.build();
  }

  private Consumer<byte[], byte[]> open(String isolation) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("isolation.level", isolation);
    settings.put("auto.offset.reset", "earliest");
    settings.put("fetch.max.wait.ms", "50");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
