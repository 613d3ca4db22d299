package dev.tandem.app.report;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.StreamMark;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the data topics hold, committed.
 *
 * @param published distinct clip ids in the feature topics
 * @param predictions records in the predictions topic
 * @param whole whether these topics still hold their first record
 */
public record TopicCounts(long published, long predictions, boolean whole) {

  /** Reads the feature topics of {@code modalities} and the predictions topic to their ends. */
  public static TopicCounts read(String bootstrapServers, Topics topics, List<String> modalities) {
    TopicReader reader = new TopicReader(bootstrapServers);
    Set<String> clips = new HashSet<>();
    boolean whole = reader.holdsAll(topics.predictions());
    for (String modality : modalities) {
      whole &= reader.holdsAll(topics.features(modality));
      reader.read(
          topics.features(modality),
          entry -> {
            if (!isMark(entry.value())) {
              clips.add(entry.key());
            }
          });
    }
    return new TopicCounts(clips.size(), predictions(bootstrapServers, topics), whole);
  }

  /** Records in the predictions topic. */
  public static long predictions(String bootstrapServers, Topics topics) {
    AtomicLong predictions = new AtomicLong();
    new TopicReader(bootstrapServers)
        .read(topics.predictions(), entry -> predictions.incrementAndGet());
    return predictions.get();
  }

  /** What cannot be read is a part of the clip that its key names; it ends as a dead letter. */
  private static boolean isMark(byte[] value) {
    try {
      return Wire.decode(value) instanceof StreamMark;
    } catch (WireException unreadable) {
      return false;
    }
  }
}
