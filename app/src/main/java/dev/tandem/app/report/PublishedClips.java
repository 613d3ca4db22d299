package dev.tandem.app.report;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The clips that feeds have published: those that readable features are of. What is no record, such
 * as anyone may write, is of no clip, whatever its key is; it has a dead letter of its own.
 *
 * <p>A clip whose features were all refused at the door is known to no operator, so it is counted
 * here: it ended as a dead letter.
 *
 * <p>Ids come once for each modality, and again where a feed wrote them again, so each has to be
 * known. Where there are more than can be held, the topics are read again for the others.
 */
final class PublishedClips {
  /** Clips that are held at a time; some 100 bytes each. */
  static final int MOST = 1 << 18;

  /** The feature topics; the same records at each call. */
  @FunctionalInterface
  interface Records {
    void each(Consumer<ConsumerRecord<byte[], byte[]>> taker);
  }

  private long letIn;
  private long refused;

  private PublishedClips() {}

  /**
   * Counts them.
   *
   * @param refused told of all letters
   * @param most clips that are held at a time
   */
  static PublishedClips of(Records records, RefusedRecords refused, int most) {
    PublishedClips clips = new PublishedClips();
    ClipSlice slice = new ClipSlice(refused, most, ClipDigest.LEAST);
    records.each(slice::take);
    clips.add(slice);
    while (!slice.isLast()) {
      slice = new ClipSlice(refused, most, slice.next());
      records.each(slice::take);
      clips.add(slice);
    }
    return clips;
  }

  private void add(ClipSlice slice) {
    letIn += slice.count(true);
    refused += slice.count(false);
  }

  /** How many there are. */
  long count() {
    return letIn + refused;
  }

  /** Those of them that came past no door. */
  long countRefused() {
    return refused;
  }
}
