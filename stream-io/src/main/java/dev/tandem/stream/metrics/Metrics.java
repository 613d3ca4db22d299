package dev.tandem.stream.metrics;

import dev.tandem.stream.metrics.JobMetric.Kind;
import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/**
 * Registers the metrics of one operator. To be asked once, when the operator opens; what it hands
 * out costs nothing to write to.
 */
public final class Metrics {
  /** Of the newest so many values a histogram tells the quantiles. */
  private static final int HISTOGRAM_VALUES = 1_000;

  private final MetricGroup operator;

  public Metrics(MetricGroup operator) {
    this.operator = operator;
  }

  /** {@code values} are those of the metric's labels, in their order. */
  public Counter counter(JobMetric metric, String... values) {
    return group(metric, Kind.COUNTER, values).counter(metric.key());
  }

  /** A gauge that the operator sets. */
  public Reading reading(JobMetric metric, String... values) {
    return group(metric, Kind.GAUGE, values).gauge(metric.key(), new Reading());
  }

  /** A gauge that reporters work out, in a thread of theirs. */
  public void gauge(JobMetric metric, Supplier<? extends Number> value, String... values) {
    group(metric, Kind.GAUGE, values).gauge(metric.key(), value::get);
  }

  /** Of durations: it is given nanoseconds and tells seconds. */
  public Histogram histogram(JobMetric metric, String... values) {
    return group(metric, Kind.HISTOGRAM, values)
        .histogram(metric.key(), new SecondsHistogram(HISTOGRAM_VALUES));
  }

  private MetricGroup group(JobMetric metric, Kind kind, String... values) {
    if (metric.kind() != kind || metric.labels().size() != values.length) {
      throw new IllegalArgumentException(
          "%s is a %s by %s; it was asked for as a %s by %s"
              .formatted(metric, metric.kind(), metric.labels(), kind, Arrays.toString(values)));
    }
    MetricGroup group = operator.addGroup(JobMetric.GROUP);
    for (int i = 0; i < values.length; i++) {
      group = group.addGroup(metric.labels().get(i), values[i]);
    }
    return group;
  }
}
