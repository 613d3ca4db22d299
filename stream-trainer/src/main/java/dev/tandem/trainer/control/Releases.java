package dev.tandem.trainer.control;

import dev.tandem.schemas.ModelKey;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which held versions later ones are compared with, and from which event time on. */
final class Releases {
  private final TreeMap<ModelKey, Long> times;

  Releases(SortedMap<ModelKey, Long> times) {
    this.times = new TreeMap<>(times);
  }

  /** Of two words on one version the earlier counts. */
  void set(ModelKey version, long time) {
    times.merge(version, time, Math::min);
  }

  /** Whether versions of that time are compared with this one. */
  boolean covers(ModelKey version, long time) {
    Long since = times.get(version);
    return since != null && since <= time;
  }

  SortedMap<ModelKey, Long> snapshot() {
    return new TreeMap<>(times);
  }
}
