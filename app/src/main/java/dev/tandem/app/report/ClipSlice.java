package dev.tandem.app.report;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.Features;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The clips whose ids have the least digests from one on: so many as can be held. What lies beyond
 * them is for the next slice.
 */
final class ClipSlice {
  private final RefusedRecords refused;
  private final int most;
  private final ClipDigest from;

  /** By clip: whether one of its records was let in. */
  private final TreeMap<ClipDigest, Boolean> clips = new TreeMap<>();

  private ClipDigest last = ClipDigest.GREATEST;

  /**
   * @param most clips that are held; at least 1
   */
  ClipSlice(RefusedRecords refused, int most, ClipDigest from) {
    this.refused = refused;
    this.most = most;
    this.from = from;
  }

  /** A record of a feature topic. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    ClipDigest clip = ClipDigest.of(record.key());
    if (clip.compareTo(from) < 0 || clip.compareTo(last) > 0 || !isFeatures(record.value())) {
      return;
    }
    clips.merge(clip, !refused.contains(record), Boolean::logicalOr);
    if (clips.size() > most) {
      clips.pollLastEntry();
      last = clips.lastKey();
    }
  }

  private static boolean isFeatures(byte[] value) {
    try {
      return Wire.decode(value) instanceof Features;
    } catch (WireException unreadable) {
      return false;
    }
  }

  /** Clips of which a record was let in, or of which none was. */
  long count(boolean letIn) {
    return clips.values().stream().filter(one -> one == letIn).count();
  }

  /** Whether there is nothing beyond it. */
  boolean isLast() {
    return last.equals(ClipDigest.GREATEST);
  }

  /** The least that is beyond it. */
  ClipDigest next() {
    return last.next();
  }
}
