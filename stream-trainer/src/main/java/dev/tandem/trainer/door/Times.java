package dev.tandem.trainer.door;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** A time for each name, in the order of times: no look at it grows with the number of names. */
final class Times<K extends Comparable<K>> {
  private record Entry<K extends Comparable<K>>(long time, K name) implements Comparable<Entry<K>> {
    @Override
    public int compareTo(Entry<K> other) {
      int byTime = Long.compare(time, other.time);
      return byTime == 0 ? name.compareTo(other.name) : byTime;
    }
  }

  private final Map<K, Entry<K>> byName = new HashMap<>();
  private final NavigableSet<Entry<K>> byTime = new TreeSet<>(Comparator.naturalOrder());

  /** The time of {@code name} from now on. */
  void put(K name, long time) {
    Entry<K> before = byName.get(name);
    if (before != null && before.time == time) {
      return;
    }
    if (before != null) {
      byTime.remove(before);
    }
    Entry<K> entry = new Entry<>(time, name);
    byName.put(name, entry);
    byTime.add(entry);
  }

  void remove(K name) {
    Entry<K> entry = byName.remove(name);
    if (entry != null) {
      byTime.remove(entry);
    }
  }

  void removeBefore(long time) {
    while (!byTime.isEmpty() && byTime.first().time < time) {
      byName.remove(byTime.pollFirst().name);
    }
  }

  void removeAfter(long time) {
    while (!byTime.isEmpty() && byTime.last().time > time) {
      byName.remove(byTime.pollLast().name);
    }
  }

  void clear() {
    byName.clear();
    byTime.clear();
  }

  boolean has(K name) {
    return byName.containsKey(name);
  }

  long get(K name, long otherwise) {
    Entry<K> entry = byName.get(name);
    return entry == null ? otherwise : entry.time;
  }

  boolean isEmpty() {
    return byName.isEmpty();
  }

  /** The name with the earliest time; of several, the first by name. */
  Optional<K> earliestName() {
    return byTime.isEmpty() ? Optional.empty() : Optional.of(byTime.first().name);
  }

  long earliest(long otherwise) {
    return byTime.isEmpty() ? otherwise : byTime.first().time;
  }

  /** The earliest that is not before {@code bound}. */
  OptionalLong earliestFrom(long bound) {
    return byTime.stream().mapToLong(Entry::time).filter(time -> time >= bound).findFirst();
  }

  long latest(long otherwise) {
    return byTime.isEmpty() ? otherwise : byTime.last().time;
  }

  /** In the order of times. */
  List<Map.Entry<K, Long>> entries() {
    List<Map.Entry<K, Long>> entries = new ArrayList<>(byTime.size());
    byTime.forEach(entry -> entries.add(Map.entry(entry.name, entry.time)));
    return entries;
  }
}
