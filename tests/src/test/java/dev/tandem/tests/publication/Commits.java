package dev.tandem.tests.publication;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to happen at which commit of the sink under test, or which record, counted over all
 * restarts. One at a time in a process, because Flink makes its own copies of a sink.
 */
final class Commits {
  /** Something bad. */
  @FunctionalInterface
  interface Disturbance {
    void happen() throws Exception;
  }

  private static volatile Commits current = new Commits();

  private final Map<Integer, Disturbance> writing = new TreeMap<>();
  private final Map<Integer, Disturbance> before = new TreeMap<>();
  private final Map<Integer, Disturbance> after = new TreeMap<>();
  private final List<String> happened = Collections.synchronizedList(new ArrayList<>());
  private int commits;
  private int records;

  /** The next job's. */
  static Commits anew() {
    current = new Commits();
    return current;
  }

  static Commits current() {
    return current;
  }

  /** Before that record is written. */
  Commits writing(int record, Disturbance disturbance) {
    writing.put(record, disturbance);
    return this;
  }

  Commits before(int commit, Disturbance disturbance) {
    before.put(commit, disturbance);
    return this;
  }

  Commits after(int commit, Disturbance disturbance) {
    after.put(commit, disturbance);
    return this;
  }

  /** Those that have happened. */
  List<String> happened() {
    return List.copyOf(happened);
  }

  synchronized void write() {
    records++;
    happen("writing " + records, writing.get(records));
  }

  synchronized void begin() {
    commits++;
    happen("before " + commits, before.get(commits));
  }

  synchronized void end() {
    happen("after " + commits, after.get(commits));
  }

  private void happen(String point, Disturbance disturbance) {
    if (disturbance == null) {
      return;
    }
    happened.add(point);
    try {
      disturbance.happen();
    } catch (Exception e) {
      throw new IllegalStateException("disturbed " + point, e);
    }
  }
}
