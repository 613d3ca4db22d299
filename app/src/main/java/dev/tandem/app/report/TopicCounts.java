package dev.tandem.app.report;

import dev.tandem.app.letters.LetterTopic;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.log.KafkaConnection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

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
    TopicReader reader = new TopicReader(kafka);
    PublishedClips clips = new PublishedClips();
    try (LetterTopic letters = LetterTopic.open(kafka, topics.deadLetters())) {
      letters.read(clips::take);
    }
    boolean whole = reader.holdsAll(topics.predictions());
    for (String modality : modalities) {
      whole &= reader.holdsAll(topics.features(modality));
      reader.read(topics.features(modality), clips::take);
    }
    return new TopicCounts(clips.count(), clips.countRefused(), predictions(kafka, topics), whole);
  }

  /** Records in the predictions topic. */
  public static long predictions(KafkaConnection kafka, Topics topics) {
    AtomicLong predictions = new AtomicLong();
    new TopicReader(kafka).read(topics.predictions(), entry -> predictions.incrementAndGet());
    return predictions.get();
  }
}
