package dev.tandem.trainer.publication;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.log.WrittenLog;

/**
 * Reads a model's ledger, and its versions, from their topics.
 *
 * @param topic of manifests and pointers
 * @param chunks of payloads
 */
public record KafkaLedger(KafkaConnection kafka, String topic, String chunks, String model)
    implements LedgerSource {
  private static final long serialVersionUID = 1L;

  @Override
  public LedgerReader open() {
    return new KafkaLedgerReader(this::log, new WrittenLog(kafka), topic, model);
  }

  @Override
  public VersionContent content(ModelKey version) {
    try (CommittedLog log = log()) {
      return new VersionReader(log, topic, chunks).read(version);
    }
  }

  private CommittedLog log() {
    return CommittedLog.open(kafka, CommittedLog.PATIENCE_IN_JOBS);
  }
}
