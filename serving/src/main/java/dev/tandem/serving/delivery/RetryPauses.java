package dev.tandem.serving.delivery;

import dev.tandem.schemas.ModelKey;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

/** When versions that could not be had are tried again: after pauses that grow. */
final class RetryPauses {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** The oldest beyond are tried as if for the first time. */
  private static final int MAX_KNOWN = 1024;

  private record Pause(Duration length, Instant end) {}

  private final NavigableMap<ModelKey, Pause> pauses = new TreeMap<>();

  /**
   * Begins a pause, twice as long as the version's last one.
   *
   * @return how long it is
   */
  Duration begin(ModelKey key, Instant now) {
    Pause last = pauses.get(key);
    Duration length = last == null ? FIRST : shorter(last.length().multipliedBy(2), LONGEST);
    pauses.put(key, new Pause(length, now.plus(length)));
    if (pauses.size() > MAX_KNOWN) {
      pauses.pollFirstEntry();
    }
    return length;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  boolean isPausing(ModelKey key, Instant now) {
    return pauses.containsKey(key) && now.isBefore(pauses.get(key).end());
  }

  /** Tries the version at once, and as if for the first time. */
  void forget(ModelKey key) {
    pauses.remove(key);
  }

  /** As {@link #forget}, every version. */
  void forgetAll() {
    pauses.clear();
  }
}
