package dev.tandem.serving;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ShadowComparison;
import dev.tandem.serving.delivery.ServedModel;
import dev.tandem.serving.inference.AnswerComparison;
import dev.tandem.serving.inference.Answers;
import dev.tandem.serving.inference.Batch;
import dev.tandem.serving.inference.BatchScorer;
import dev.tandem.serving.inference.TopClasses;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores a batch with a second version once its answers are committed, so that they do not wait for
 * it; the next batch does. What came of it goes with the next transaction; the last one of a
 * process is lost.
 */
final class Shadow {
  private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);

  private final LiveModel live;
  private final BatchScorer scorer;
  private final String topic;
  private final Clock clock;
  private List<ProducerRecord<byte[], byte[]>> waiting = List.of();
  private String logged = "";

  Shadow(LiveModel live, Topics topics, Clock clock) {
    this.live = live;
    this.scorer = new BatchScorer(topics, TopClasses.ALL, clock);
    this.topic = topics.shadows();
    this.clock = clock;
  }

  /** To be written with the next answers; {@link #compare} follows once they are committed. */
  List<ProducerRecord<byte[], byte[]>> waiting() {
    return waiting;
  }

  /**
   * Scores the batch, if there is a version, and compares; false where that went wrong, by an error
   * of whatever kind, as no answer may fail by its shadow.
   */
  boolean compare(ServedModel primary, Batch batch, Answers answers) {
    waiting = List.of();
    try {
      waiting = compared(primary, batch, answers);
      return true;
    } catch (RuntimeException | Error e) {
      logOnce(e);
      return false;
    }
  }

  private List<ProducerRecord<byte[], byte[]>> compared(
      ServedModel primary, Batch batch, Answers answers) {
    Optional<LiveModel.Lease> leased = live.tryAcquire();
    if (leased.isEmpty()) {
      return List.of();
    }
    try (LiveModel.Lease lease = leased.get()) {
      long begun = System.nanoTime();
      Answers shadowed = scorer.answer(lease.model(), batch.records());
      double millis = (System.nanoTime() - begun) / 1e6;
      Instant now = Instant.ofEpochMilli(clock.millis());
      AnswerComparison comparison = new AnswerComparison(primary, lease.model());
      return List.of(record(comparison.of(answers, shadowed, now, millis)));
    }
  }

  private void logOnce(Throwable failure) {
    if (!failure.toString().equals(logged)) {
      logged = failure.toString();
      LOG.warn("the shadow could not score a batch; the same is not logged again: {}", logged);
    }
    LOG.debug("where the shadow failed", failure);
  }

  private ProducerRecord<byte[], byte[]> record(ShadowComparison comparison) {
    String key =
        "%s@%d.%d/%s@%d.%d"
            .formatted(
                comparison.getModel(),
                comparison.getGeneration(),
                comparison.getVersion(),
                comparison.getShadowModel(),
                comparison.getShadowGeneration(),
                comparison.getShadowVersion());
    return new ProducerRecord<>(
        topic, key.getBytes(StandardCharsets.UTF_8), Wire.encode(comparison));
  }
}
