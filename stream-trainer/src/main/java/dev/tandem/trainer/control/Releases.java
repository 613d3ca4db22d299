package dev.tandem.trainer.control;

import dev.tandem.schemas.ModelKey;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

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

  Set<Integer> of(int generation, long time) {
    Set<Integer> versions = new TreeSet<>();
    times.forEach(
        (key, since) -> {
          if (key.generation() == generation && since <= time) {
            versions.add(key.version());
          }
        });
    return versions;
  }

  SortedMap<ModelKey, Long> snapshot() {
    return new TreeMap<>(times);
  }
}
