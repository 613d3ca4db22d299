package dev.tandem.stream.door;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The names of several partitions' times, each once, in the order in which they came. */
final class NameTable {
  private static final int NOT_YET = -1;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  /** By a partition's list of names, which its times share. */
  private final IdentityHashMap<List<String>, int[]> places = new IdentityHashMap<>();

  void add(NamedTimes times) {
    int[] placed = places(times);
    for (int i = 0; i < placed.length; i++) {
      if (placed[i] == NOT_YET && times.times()[i] != LeastIndex.ABSENT) {
        placed[i] = number(times.names().get(i));
      }
    }
  }

  private int[] places(NamedTimes times) {
    return places.computeIfAbsent(
        times.names(),
        list -> {
          int[] placed = new int[list.size()];
          Arrays.fill(placed, NOT_YET);
          return placed;
        });
  }

  private int number(String name) {
    Integer known = numbers.putIfAbsent(name, names.size());
    if (known == null) {
      names.add(name);
    }
    return known == null ? names.size() - 1 : known;
  }

  List<String> all() {
    return names;
  }

  /** A time for each name, {@link LeastIndex#ABSENT} where {@code times}, once added, have none. */
  long[] inOrder(NamedTimes times) {
    int[] placed = places(times);
    long[] ordered = new long[names.size()];
    Arrays.fill(ordered, LeastIndex.ABSENT);
    for (int i = 0; i < placed.length; i++) {
      if (placed[i] != NOT_YET) {
        ordered[placed[i]] = times.times()[i];
      }
    }
    return ordered;
  }
}
