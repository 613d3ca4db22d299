package dev.tandem.app.report;

import dev.tandem.app.letters.DeadLetterTopic;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.log.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;

/**
 * What the data topics hold, committed.
 *
 * @param published clips in the feature topics
 * @param refused those of them of which nothing was let in: dead letters that no operator counts
 * @param predictions records in the predictions topic
 * @param whole whether these topics still hold their first record
 */
public record TopicCounts(long published, long refused, long predictions, boolean whole) {

  /**
   * Reads the feature topics of {@code modalities}, the dead letters and the predictions topic to
   * their ends.
   */
  public static TopicCounts read(KafkaConnection kafka, Topics topics, List<String> modalities) {
    try (CommittedLog log = CommittedLog.open(kafka)) {
      Map<TopicPartition, Span> features = new HashMap<>();
      modalities.forEach(modality -> features.putAll(log.whole(topics.features(modality))));
      boolean whole = holdsAll(features) && holdsAll(log.whole(topics.predictions()));
      RefusedRecords refused = new RefusedRecords(features);
      try (DeadLetterTopic letters = DeadLetterTopic.open(kafka, topics.deadLetters())) {
        letters.read(refused::take);
      }
      PublishedClips clips =
          PublishedClips.of(
              taker -> log.read(features, taker::accept), refused, PublishedClips.MOST);
      return new TopicCounts(
          clips.count(), clips.countRefused(), predictions(kafka, topics), whole);
    }
  }

  /** Whether retention has removed nothing. */
  private static boolean holdsAll(Map<TopicPartition, Span> spans) {
    return spans.values().stream().allMatch(span -> span.from() == 0);
  }

  /** Records in the predictions topic. */
  public static long predictions(KafkaConnection kafka, Topics topics) {
    AtomicLong predictions = new AtomicLong();
    new TopicReader(kafka).read(topics.predictions(), entry -> predictions.incrementAndGet());
    return predictions.get();
  }
}
