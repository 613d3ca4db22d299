package dev.tandem.trainer.control;

import dev.tandem.stream.door.SourceItem.RawRecord;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Words that halt a model or let it go on, each waiting for its event time. */
final class Directives {
  private final TreeMap<Long, RawRecord> waiting;

  Directives(SortedMap<Long, RawRecord> waiting) {
    this.waiting = new TreeMap<>(waiting);
  }

  /** Of two words for one time the later counts. */
  void set(long time, RawRecord word) {
    waiting.put(time, word);
  }

  /** Takes the last word that is due by {@code time}; those before it have come to nothing. */
  Optional<RawRecord> due(long time) {
    Optional<RawRecord> last = Optional.empty();
    while (!waiting.isEmpty() && waiting.firstKey() <= time) {
      last = Optional.of(waiting.pollFirstEntry().getValue());
    }
    return last;
  }

  SortedMap<Long, RawRecord> snapshot() {
    return new TreeMap<>(waiting);
  }
}
