package dev.tandem.app.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Measures what an item costs at several sizes, in turn, round after round, in one thread. */
final class Grower {
  /** So much processor time a figure takes, at least. */
  private static final long ENOUGH_NANOS = 300_000_000;

  /** One thing at one size. */
  @FunctionalInterface
  interface Work {
    /** Readies the next items, which is not measured. */
    default void prepare() {}

    /** Does something with them; returns how many they are. */
    long run();

    /** What a checkpoint of it takes; 0 where it has none. */
    default long bytes() {
      return 0;
    }
  }

  private final String what;
  private final String unit;
  private final String item;

  Grower(String what, String unit, String item) {
    this.what = what;
    this.unit = unit;
    this.item = item;
  }

  /** {@code work} of each size goes on from round to round; the first round compiles. */
  Growth run(List<Integer> sizes, long rounds, IntFunction<Work> work) {
    Map<Integer, Work> works = new LinkedHashMap<>();
    sizes.forEach(size -> works.put(size, work.apply(size)));
    Map<Integer, List<Double>> micros = new LinkedHashMap<>();
    for (long round = 0; round <= rounds; round++) {
      for (int size : sizes) {
        double figure = micros(works.get(size));
        if (round > 0) {
          micros.computeIfAbsent(size, s -> new ArrayList<>()).add(figure);
        }
      }
    }
    List<Double> medians = sizes.stream().map(size -> median(micros.get(size))).toList();
    List<Double> ratios = medians.stream().map(median -> medians.get(0) / median).toList();
    List<Long> bytes = sizes.stream().map(size -> works.get(size).bytes()).toList();
    return new Growth(what, unit, item, sizes, medians, ratios, bytes);
  }

  private static double micros(Work work) {
    long items = 0;
    long spent = 0;
    while (spent < ENOUGH_NANOS) {
      work.prepare();
      long begin = cpu();
      items += work.run();
      spent += cpu() - begin;
    }
    return spent / 1e3 / items;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double median(List<Double> figures) {
    return figures.stream().sorted().skip(figures.size() / 2).findFirst().orElseThrow();
  }
}
