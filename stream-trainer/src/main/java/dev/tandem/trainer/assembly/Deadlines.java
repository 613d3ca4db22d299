package dev.tandem.trainer.assembly;

import java.util.ArrayDeque;
import java.util.PriorityQueue;

/**
 * Clip ids in the order in which event time reaches them; of the same time, by id. Only an index:
 * what it says follows from the keyed state, by which it is rebuilt.
 *
 * <p>Clips come nearly in the order of their times, and what comes in order costs no search.
 */
final class Deadlines {
  record Deadline(long time, String clipId) implements Comparable<Deadline> {
    @Override
    public int compareTo(Deadline other) {
      return time == other.time ? clipId.compareTo(other.clipId) : Long.compare(time, other.time);
    }
  }

  private final ArrayDeque<Deadline> rising = new ArrayDeque<>();
  private final PriorityQueue<Deadline> others = new PriorityQueue<>();

  void add(long time, String clipId) {
    Deadline deadline = new Deadline(time, clipId);
    if (rising.isEmpty() || rising.getLast().compareTo(deadline) <= 0) {
      rising.addLast(deadline);
    } else {
      others.add(deadline);
    }
  }

  /** Whether any is at or before {@code time}. */
  boolean isDue(long time) {
    return isDue(rising.peekFirst(), time) || isDue(others.peek(), time);
  }

  private static boolean isDue(Deadline first, long time) {
    return first != null && first.time() <= time;
  }

  /** Removes the first; there must be one. */
  Deadline poll() {
    boolean inOrder =
        others.isEmpty()
            || (!rising.isEmpty() && rising.getFirst().compareTo(others.element()) <= 0);
    return inOrder ? rising.removeFirst() : others.remove();
  }

  int size() {
    return rising.size() + others.size();
  }
}
