package dev.tandem.stream.metrics;

import java.util.Arrays;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * Durations that are counted in nanoseconds and told in seconds, Prometheus' unit. Flink's smallest
 * and largest value are whole numbers, and so whole seconds here; quantiles are exact.
 */
final class SecondsHistogram implements Histogram {
  private static final double NANOS = 1e9;

  private final Histogram nanos;

  /**
   * @param newest of so many values the quantiles are told
   */
  SecondsHistogram(int newest) {
    nanos = new DescriptiveStatisticsHistogram(newest);
  }

  @Override
  public void update(long value) {
    nanos.update(value);
  }

  @Override
  public long getCount() {
    return nanos.getCount();
  }

  @Override
  public HistogramStatistics getStatistics() {
    return new Seconds(nanos.getStatistics());
  }

  private static final class Seconds extends HistogramStatistics {
    private final HistogramStatistics nanos;

    Seconds(HistogramStatistics nanos) {
      this.nanos = nanos;
    }

    @Override
    public double getQuantile(double quantile) {
      return nanos.getQuantile(quantile) / NANOS;
    }

    @Override
    public long[] getValues() {
      return Arrays.stream(nanos.getValues()).map(Seconds::whole).toArray();
    }

    @Override
    public int size() {
      return nanos.size();
    }

    @Override
    public double getMean() {
      return nanos.getMean() / NANOS;
    }

    @Override
    public double getStdDev() {
      return nanos.getStdDev() / NANOS;
    }

    @Override
    public long getMax() {
      return whole(nanos.getMax());
    }

    @Override
    public long getMin() {
      return whole(nanos.getMin());
    }

    private static long whole(long nanos) {
      return Math.round(nanos / NANOS);
    }
  }
}
