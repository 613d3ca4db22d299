package dev.tandem.trainer.publication;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.ModelManifest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the payload of one version again, from its chunks or its file.
 *
 * @param chunks consumer of committed records, which the caller closes
 */
record VersionReader(Consumer<byte[], byte[]> chunks, Collection<TopicPartition> partitions) {

  /**
   * The verified bytes.
   *
   * @param time of the manifest's record, which its chunks share
   * @throws UnreadableVersionException if they are not there, or are not the manifest's
   */
  byte[] read(ModelKey key, ModelManifest manifest, long time) {
    byte[] payload =
        manifest.getReference().isEmpty()
            ? fromChunks(key, manifest, time)
            : PayloadFiles.read(manifest.getReference(), manifest.getBytes());
    if (!Publisher.sha256(payload).equals(manifest.getSha256())) {
      throw new UnreadableVersionException(
          "the payload of %s is not the one that its manifest describes".formatted(key));
    }
    return payload;
  }

  private byte[] fromChunks(ModelKey key, ModelManifest manifest, long time) {
    Map<String, Integer> wanted = new HashMap<>();
    for (int i = 0; i < manifest.getChunks(); i++) {
      wanted.put(key.chunkKey(i), i);
    }
    byte[][] found = new byte[manifest.getChunks()][];
    seek(time);
    Map<TopicPartition, Long> ends = chunks.endOffsets(partitions);
    while (!wanted.isEmpty() && !isAt(ends)) {
      for (ConsumerRecord<byte[], byte[]> record : chunks.poll(KafkaLedger.POLL)) {
        String name = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() != null && wanted.containsKey(name)) {
          found[wanted.remove(name)] = record.value();
        }
      }
    }
    if (!wanted.isEmpty()) {
      throw new UnreadableVersionException(
          "only %d of %d chunks of %s are there"
              .formatted(manifest.getChunks() - wanted.size(), manifest.getChunks(), key));
    }
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    for (byte[] chunk : found) {
      payload.writeBytes(chunk);
    }
    return payload.toByteArray();
  }

  private void seek(long time) {
    chunks.assign(partitions);
    Map<TopicPartition, OffsetAndTimestamp> starts =
        chunks.offsetsForTimes(
            partitions.stream().collect(Collectors.toMap(partition -> partition, p -> time)));
    chunks.seekToEnd(partitions);
    starts.forEach(
        (partition, start) -> {
          if (start != null) {
            chunks.seek(partition, start.offset());
          }
        });
  }

  private boolean isAt(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream().allMatch(e -> chunks.position(e.getKey()) >= e.getValue());
  }
}
