package dev.tandem.app.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.DoubleStream;

/**
 * How long calls took.
 *
 * @param millis of each
 * @param seconds from the first until the last was answered
 */
record Calls(double[] millis, double seconds) {

  /**
   * Makes {@code count} of them, by {@code callers} at a time, each after the answer of its last.
   */
  static Calls make(int callers, long count, Runnable call) {
    AtomicLong left = new AtomicLong(count);
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      long begin = System.nanoTime();
      List<Future<double[]>> answers = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        answers.add(threads.submit(() -> make(left, call)));
      }
      double[] millis = answers.stream().map(Calls::get).flatMapToDouble(Arrays::stream).toArray();
      return new Calls(millis, (System.nanoTime() - begin) / 1e9);
    } finally {
      threads.shutdownNow();
    }
  }

  private static double[] make(AtomicLong left, Runnable call) {
    DoubleStream.Builder millis = DoubleStream.builder();
    while (left.getAndDecrement() > 0) {
      long begin = System.nanoTime();
      call.run();
      millis.add((System.nanoTime() - begin) / 1e6);
    }
    return millis.build().toArray();
  }

  private static double[] get(Future<double[]> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call failed: " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }

  /** These and {@code others}, which came after them. */
  Calls and(Calls others) {
    double[] all =
        DoubleStream.concat(Arrays.stream(millis), Arrays.stream(others.millis)).toArray();
    return new Calls(all, seconds + others.seconds);
  }

  double perSecond() {
    return millis.length / seconds;
  }

  /** Nearest rank. */
  double at(double share) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    return sorted[Math.max(1, (int) Math.ceil(share * sorted.length)) - 1];
  }
}
