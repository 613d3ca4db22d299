package dev.tandem.stream.door;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of several partitions' times, each once, in the order in which they came. */
final class NameTable {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  void add(NamedTimes times) {
    times.forEach((name, time) -> add(name));
  }

  private void add(String name) {
    if (numbers.putIfAbsent(name, names.size()) == null) {
      names.add(name);
    }
  }

  List<String> all() {
    return names;
  }

  /** A time for each name, {@link LeastIndex#ABSENT} where {@code times} have none. */
  long[] inOrder(NamedTimes times) {
    long[] ordered = new long[names.size()];
    Arrays.fill(ordered, LeastIndex.ABSENT);
    times.forEach((name, time) -> ordered[numbers.get(name)] = time);
    return ordered;
  }
}
