package dev.tandem.app.models;

import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.log.Span;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.serving.delivery.CandidateVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Manifests of single versions, read from where they lie. */
public final class Manifests {
  private final KafkaConnection kafka;

  public Manifests(KafkaConnection kafka) {
    this.kafka = kafka;
  }

  /**
   * All that was published of {@code version} but its payload.
   *
   * @throws UsageException if it has left its topic since it was listed
   */
  public CandidateVersion of(PublishedVersion version) {
    Span one = new Span(version.offset(), version.offset() + 1);
    try (CommittedLog log = CommittedLog.open(kafka)) {
      return log.first(Map.of(version.partition(), one), record -> isOf(version, record))
          .map(record -> candidate(version, record))
          .orElseThrow(
              () ->
                  new UsageException(
                      "%s was retired meanwhile; tandem models list shows what is left"
                          .formatted(version.key())));
    }
  }

  private static boolean isOf(PublishedVersion version, ConsumerRecord<byte[], byte[]> record) {
    return record.key() != null
        && record.value() != null
        && new String(record.key(), StandardCharsets.UTF_8).equals(version.key().manifestKey());
  }

  private static CandidateVersion candidate(
      PublishedVersion version, ConsumerRecord<byte[], byte[]> record) {
    return new CandidateVersion(
        version.key(),
        Wire.decode(record.value(), ModelManifest.class),
        Instant.ofEpochMilli(record.timestamp()),
        Instant.now(),
        record.offset());
  }
}
