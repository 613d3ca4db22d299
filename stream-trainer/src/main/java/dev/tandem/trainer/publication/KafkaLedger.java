package dev.tandem.trainer.publication;

import dev.tandem.schemas.ModelKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a model's ledger, and its versions, from their topics.
 *
 * @param topic of manifests and pointers
 * @param chunks of payloads
 */
public record KafkaLedger(String bootstrapServers, String topic, String chunks, String model)
    implements LedgerSource {
  static final Duration POLL = Duration.ofMillis(100);

  private static final long serialVersionUID = 1L;

  /**
   * What the run before left open, the sink commits or aborts while this waits. A transaction of
   * somebody who is gone stays open until its time-out.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public Ledger read() {
    try (Consumer<byte[], byte[]> all = open("read_uncommitted");
        Consumer<byte[], byte[]> committed = open("read_committed")) {
      List<TopicPartition> partitions = partitions(all, topic);
      Map<TopicPartition, Long> ends = all.endOffsets(partitions);
      committed.assign(partitions);
      committed.seekToBeginning(partitions);
      return read(committed, ends);
    }
  }

  private Ledger read(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    Ledger.Builder ledger = new Ledger.Builder(model);
    long progress = System.nanoTime();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      var records = consumer.poll(POLL);
      records.forEach(record -> ledger.offer(record.key(), record.value()));
      if (!records.isEmpty()) {
        progress = System.nanoTime();
      } else if (System.nanoTime() - progress > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "an open transaction has hidden the end of topic %s for %d s, and with it which versions are there; trying again"
                .formatted(topic, PATIENCE.toSeconds()));
      }
    }
    return ledger.build();
  }

  @Override
  public VersionContent content(ModelKey version) {
    try (Consumer<byte[], byte[]> consumer = open("read_committed")) {
      return new VersionReader(consumer, topic, chunks).read(version);
    }
  }

  static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
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
