package dev.tandem.stream.metrics;

import org.apache.flink.metrics.Gauge;

/** A value that a task sets and reporters read; NaN before it was set. */
public final class Reading implements Gauge<Double> {
  private volatile double value = Double.NaN;

  Reading() {}

  public void set(double now) {
    value = now;
  }

  @Override
  public Double getValue() {
    return value;
  }
}
