package dev.tandem.app.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The parts of many deliveries. */
final class Parts {
  /** Moments of one delivery, of the nanosecond clock. */
  record Delivery(long begun, long written, long committed, LoadTimes loaded, long answered) {}

  /** Moments of one copy of the same bytes. */
  record Copy(long written, long read) {}

  private final List<Double> write = new ArrayList<>();
  private final List<Double> commit = new ArrayList<>();
  private final List<Double> answer = new ArrayList<>();
  private final List<Double> seen = new ArrayList<>();
  private final List<Double> fetch = new ArrayList<>();
  private final List<Double> build = new ArrayList<>();
  private final List<Double> first = new ArrayList<>();
  private final List<Double> copy = new ArrayList<>();

  void add(Delivery delivery, Copy plain) {
    write.add(millis(delivery.begun(), delivery.written()));
    commit.add(millis(delivery.written(), delivery.committed()));
    answer.add(millis(delivery.written(), delivery.answered()));
    LoadTimes loaded = delivery.loaded();
    seen.add(millis(delivery.written(), loaded.seen()));
    fetch.add(millis(loaded.seen(), loaded.verified()));
    build.add(millis(loaded.verified(), loaded.live()));
    first.add(millis(loaded.live(), delivery.answered()));
    copy.add(millis(plain.written(), plain.read()));
  }

  private static double millis(long from, long until) {
    return (until - from) / 1e6;
  }

  Delivered of(String size, int bytes, int published, double coldStartMillis) {
    return new Delivered(
        size,
        bytes,
        answer.size(),
        latency(write),
        latency(commit),
        latency(answer),
        latency(seen),
        latency(fetch),
        latency(build),
        latency(first),
        latency(copy),
        at(answer, 0.5) / at(copy, 0.5),
        published,
        coldStartMillis);
  }

  private static Delivered.Latency latency(List<Double> millis) {
    return new Delivered.Latency(at(millis, 0.5), at(millis, 0.99));
  }

  /** Nearest rank. */
  private static double at(List<Double> millis, double share) {
    List<Double> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    return sorted.get(Math.max(1, (int) Math.ceil(share * sorted.size())) - 1);
  }
}
