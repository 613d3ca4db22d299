package dev.tandem.serving.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Finds the shape of nested lists while they are read. */
final class NestedShape {
  private static final int UNKNOWN = -1;

  /** By depth, of the first list there that has ended. */
  private final List<Integer> sizes = new ArrayList<>();

  /** Members so far of the lists that have not ended, the innermost first. */
  private final Deque<Integer> open = new ArrayDeque<>();

  private int numbersAt = UNKNOWN;
  private Optional<String> fault = Optional.empty();

  /** A list begins. */
  void begin() {
    if (numbersAt != UNKNOWN && open.size() >= numbersAt) {
      mixed();
    }
    count();
    open.push(0);
    if (sizes.size() < open.size()) {
      sizes.add(UNKNOWN);
    }
  }

  /** The innermost list ends. */
  void end() {
    int depth = open.size() - 1;
    int size = open.pop();
    int before = sizes.get(depth);
    if (before == UNKNOWN) {
      sizes.set(depth, size);
    } else if (before != size) {
      fault("lists of %d and of %d side by side".formatted(before, size));
    }
  }

  void number() {
    if (numbersAt == UNKNOWN) {
      numbersAt = open.size();
    } else if (numbersAt != open.size()) {
      mixed();
    }
    count();
  }

  private void count() {
    if (!open.isEmpty()) {
      open.push(open.pop() + 1);
    }
  }

  private void mixed() {
    fault("numbers and lists side by side");
  }

  private void fault(String found) {
    if (fault.isEmpty()) {
      fault = Optional.of(found);
    }
  }

  boolean isOpen() {
    return !open.isEmpty();
  }

  /** What was found that has no shape, if anything was. */
  Optional<String> fault() {
    return fault;
  }

  /** Of the lists by depth, the outermost first; empty for a number alone. */
  List<Integer> sizes() {
    return List.copyOf(sizes);
  }
}
