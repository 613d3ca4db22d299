package dev.tandem.app.models;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.NamedValue;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What a list says of a version, and where its manifest lies. A manifest has its network and all of
 * its provenance, so it stays on its topic until somebody asks for that version.
 *
 * @param step optimizer steps behind it
 * @param bytes of its payload
 * @param metrics in the manifest's order
 * @param held why consumers must not follow it before it is released; empty where they may
 * @param partition of the models topic
 * @param offset of the manifest's record
 */
public record PublishedVersion(
    ModelKey key,
    long step,
    long bytes,
    Instant publishedAt,
    List<NamedValue> metrics,
    String held,
    TopicPartition partition,
    long offset) {

  static PublishedVersion of(ModelKey key, ConsumerRecord<String, byte[]> record) {
    ModelManifest manifest = Wire.decode(record.value(), ModelManifest.class);
    return new PublishedVersion(
        key,
        manifest.getStep(),
        manifest.getBytes(),
        manifest.getPublishedAt(),
        List.copyOf(manifest.getMetrics()),
        manifest.getHeld(),
        new TopicPartition(record.topic(), record.partition()),
        record.offset());
  }
}
