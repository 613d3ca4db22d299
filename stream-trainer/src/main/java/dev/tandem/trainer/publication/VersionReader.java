package dev.tandem.trainer.publication;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Sha256;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.ModelManifest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads one committed version again, from its chunks or its file. It waits for no transaction that
 * is open: that may be the caller's own.
 *
 * @param consumer of committed records, which the caller closes
 */
record VersionReader(Consumer<byte[], byte[]> consumer, String models, String chunks) {

  /** The markers of one transaction do not come to all partitions at once. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * The version.
   *
   * @throws UnreadableVersionException if they are not there, or are not the manifest's
   */
  VersionContent read(ModelKey key) {
    ConsumerRecord<byte[], byte[]> record = manifest(key);
    ModelManifest manifest = decode(key, record.value());
    byte[] payload =
        manifest.getReference().isEmpty()
            ? fromChunks(key, manifest, record.timestamp())
            : PayloadFiles.read(manifest.getReference(), manifest.getBytes());
    if (!Sha256.of(payload).equals(manifest.getSha256())) {
      throw new UnreadableVersionException(
          "the payload of %s is not the one that its manifest describes".formatted(key));
    }
    return new VersionContent(manifest, payload);
  }

  private ConsumerRecord<byte[], byte[]> manifest(ModelKey key) {
    Map<String, ConsumerRecord<byte[], byte[]>> last = new TreeMap<>();
    List<TopicPartition> partitions = partitions(models);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    read(partitions, record -> last.put(name(record), record), () -> false);
    return Optional.ofNullable(last.get(key.manifestKey()))
        .filter(record -> record.value() != null)
        .orElseThrow(
            () -> new UnreadableVersionException("%s is not on %s".formatted(key, models)));
  }

  private static ModelManifest decode(ModelKey key, byte[] value) {
    try {
      return Wire.decode(value, ModelManifest.class);
    } catch (WireException e) {
      throw new UnreadableVersionException(
          "the manifest of %s cannot be read: %s".formatted(key, e.getMessage()));
    }
  }

  /** They share the time of their manifest. */
  private byte[] fromChunks(ModelKey key, ModelManifest manifest, long time) {
    Chunks found = new Chunks(key, manifest.getChunks());
    List<TopicPartition> partitions = partitions(chunks);
    consumer.assign(partitions);
    seek(partitions, time);
    long begun = System.nanoTime();
    do {
      read(partitions, record -> found.offer(name(record), record.value()), found::isWhole);
    } while (!found.isWhole() && System.nanoTime() - begun < PATIENCE.toNanos());
    return found.payload();
  }

  private void seek(List<TopicPartition> partitions, long time) {
    Map<TopicPartition, OffsetAndTimestamp> starts =
        consumer.offsetsForTimes(
            partitions.stream().collect(Collectors.toMap(partition -> partition, p -> time)));
    consumer.seekToEnd(partitions);
    starts.forEach(
        (partition, start) -> {
          if (start != null) {
            consumer.seek(partition, start.offset());
          }
        });
  }

  /** What is done with a record. */
  private interface Taker {
    void take(ConsumerRecord<byte[], byte[]> record);
  }

  /** To what is committed now; where the brokers are away, asking for the ends throws. */
  private void read(List<TopicPartition> partitions, Taker taker, BooleanSupplier enough) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (!enough.getAsBoolean() && !isAt(ends)) {
      var records = consumer.poll(KafkaLedger.POLL);
      records.forEach(taker::take);
      if (records.isEmpty()) {
        consumer.endOffsets(partitions);
      }
    }
  }

  private boolean isAt(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue());
  }

  private List<TopicPartition> partitions(String topic) {
    return KafkaLedger.partitions(consumer, topic);
  }

  private static String name(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }
}
