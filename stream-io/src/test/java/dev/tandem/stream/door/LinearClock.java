package dev.tandem.stream.door;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@link PartitionClock} as its rules read, looking at every stream at every record, for logs in
 * which no stream leaps.
 */
final class LinearClock {
  private final ClockRules rules;
  private final TreeMap<String, Long> progress = new TreeMap<>();
  private final TreeMap<String, Long> ended = new TreeMap<>();
  private long watermark = Long.MIN_VALUE;
  private long latestEnd = Long.MIN_VALUE;

  LinearClock(ClockRules rules) {
    this.rules = rules;
  }

  /** The stream begins, perhaps again. */
  void start(String stream, long time) {
    ended.remove(stream);
    advance(stream, time);
  }

  /**
   * A record of {@code stream}; one that was never announced begins with it, one that has ended
   * stays so.
   */
  void advance(String stream, long time) {
    if (!ended.containsKey(stream)) {
      progress.merge(stream, time, Math::max);
      forgetVanished();
      follow();
    }
  }

  /** The stream has ended: nothing of it follows. */
  void end(String stream, long time) {
    progress.remove(stream);
    ended.put(stream, time);
    latestEnd = Math.max(latestEnd, time);
    if (progress.isEmpty()) {
      watermark = Math.max(watermark, latestEnd + rules.horizon());
    } else {
      follow();
    }
  }

  /** Whether something of {@code stream} that closes at {@code deadline} has come too late. */
  boolean isPast(String stream, long deadline) {
    long own = progress.getOrDefault(stream, ended.getOrDefault(stream, Long.MIN_VALUE));
    return deadline <= Math.max(watermark, own);
  }

  long watermark() {
    return watermark;
  }

  /** The live stream that the watermark waits for. */
  Optional<String> slowest() {
    return progress.entrySet().stream().min(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  /** The latest time of any stream, live or ended. */
  long furthest() {
    return Math.max(furthestLive(), latestEnd);
  }

  private long furthestLive() {
    long furthest = Long.MIN_VALUE;
    for (long time : progress.values()) {
      furthest = Math.max(furthest, time);
    }
    return furthest;
  }

  private void forgetVanished() {
    long oldest = furthestLive() - rules.expiry();
    progress.values().removeIf(time -> time < oldest);
    ended.values().removeIf(time -> time < oldest);
  }

  private void follow() {
    long least = progress.isEmpty() ? watermark : Long.MAX_VALUE;
    for (long time : progress.values()) {
      least = Math.min(least, time);
    }
    watermark = Math.max(watermark, least);
  }
}
