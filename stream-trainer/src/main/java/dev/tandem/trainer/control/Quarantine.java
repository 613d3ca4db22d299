package dev.tandem.trainer.control;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which streams are kept out of training, and from which clip time on. */
final class Quarantine {
  private final TreeMap<String, TreeMap<Long, Boolean>> streams = new TreeMap<>();

  Quarantine(SortedMap<String, SortedMap<Long, Boolean>> streams) {
    streams.forEach((stream, changes) -> this.streams.put(stream, new TreeMap<>(changes)));
  }

  /** From {@code time} until the next change; of two at one time the later word counts. */
  void set(String stream, long time, boolean out) {
    streams.computeIfAbsent(stream, s -> new TreeMap<>()).put(time, out);
  }

  boolean covers(String stream, long clipTime) {
    TreeMap<Long, Boolean> changes = streams.get(stream);
    Map.Entry<Long, Boolean> last = changes == null ? null : changes.floorEntry(clipTime);
    return last != null && last.getValue();
  }

  /** Streams whose last word is a quarantine. */
  int size() {
    return (int)
        streams.values().stream().filter(changes -> changes.lastEntry().getValue()).count();
  }

  SortedMap<String, SortedMap<Long, Boolean>> snapshot() {
    TreeMap<String, SortedMap<Long, Boolean>> copy = new TreeMap<>();
    streams.forEach((stream, changes) -> copy.put(stream, new TreeMap<>(changes)));
    return copy;
  }
}
