package dev.tandem.trainer.publication;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Sha256;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.Span;
import dev.tandem.schemas.records.ModelManifest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads one committed version again, from its chunks or its file. It waits for no transaction that
 * is open: that may be the caller's own.
 *
 * @param log which the caller closes
 */
record VersionReader(CommittedLog log, String models, String chunks) {

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
    log.read(models, record -> last.put(name(record), record));
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
    Map<TopicPartition, Span> unread =
        log.since(Instant.ofEpochMilli(time), log.partitions(chunks));
    long begun = System.nanoTime();
    while (!isWhole(found, unread) && System.nanoTime() - begun < PATIENCE.toNanos()) {
      unread = log.after(unread);
    }
    return found.payload();
  }

  /** Whether it is, with what is {@code unread}. */
  private boolean isWhole(Chunks found, Map<TopicPartition, Span> unread) {
    return log.first(
            unread,
            record -> {
              found.offer(name(record), record.value());
              return found.isWhole();
            })
        .isPresent();
  }

  private static String name(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }
}
