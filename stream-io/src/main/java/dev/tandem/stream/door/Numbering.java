package dev.tandem.stream.door;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Small numbers for names, so that what is known of a name lies in arrays. */
final class Numbering {
  static final int UNKNOWN = Integer.MAX_VALUE;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  private List<String> copy = List.of();
  private boolean copied = true;

  /** {@link #UNKNOWN} where the name has none. */
  int find(String name) {
    return numbers.getOrDefault(name, UNKNOWN);
  }

  /** The name's number from now on, until it is released. */
  int of(String name) {
    Integer known = numbers.get(name);
    return known == null ? add(name.intern()) : known; // each partition knows the same names
  }

  private int add(String name) {
    copied = false;
    int number = free.isEmpty() ? names.size() : free.pop();
    if (number == names.size()) {
      names.add(name);
    } else {
      names.set(number, name);
    }
    numbers.put(name, number);
    return number;
  }

  /** The number may become another name's. */
  void release(int number) {
    numbers.remove(names.get(number));
    free.push(number);
  }

  String name(int number) {
    return names.get(number);
  }

  /** By number; a number that was released may have its last name. */
  List<String> names() {
    if (!copied) {
      copy = List.copyOf(names);
      copied = true;
    }
    return copy;
  }
}
