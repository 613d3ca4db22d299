package dev.tandem.schemas.metrics;

import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;

/** Metrics as Prometheus reads them: each with its help and type before its first value. */
public final class PrometheusText {
  private final StringBuilder text = new StringBuilder();
  private final Set<PrometheusMetric> begun = new HashSet<>();

  public void add(PrometheusMetric metric, long value) {
    add(metric, "", value);
  }

  public void add(PrometheusMetric metric, double value) {
    add(metric, "", value);
  }

  /**
   * Values of one metric follow each other.
   *
   * @param labels {@code name="value"} with commas between them; may be empty
   */
  public void add(PrometheusMetric metric, String labels, long value) {
    line(metric, labels, Long.toString(value));
  }

  public void add(PrometheusMetric metric, String labels, double value) {
    line(metric, labels, Double.toString(value));
  }

  /**
   * All values of a histogram, which must be one.
   *
   * @param upTo how many were at most so much, by bound
   * @param count of all
   * @param sum of all
   */
  public void add(
      PrometheusMetric metric,
      String labels,
      SortedMap<Double, Long> upTo,
      long count,
      double sum) {
    begin(metric);
    String name = metric.prometheusName();
    String before = labels.isEmpty() ? "" : labels + ",";
    upTo.forEach(
        (bound, values) ->
            sample(name + "_bucket", before + "le=\"" + bound + "\"", Long.toString(values)));
    sample(name + "_bucket", before + "le=\"+Inf\"", Long.toString(count));
    sample(name + "_sum", labels, Double.toString(sum));
    sample(name + "_count", labels, Long.toString(count));
  }

  private void line(PrometheusMetric metric, String labels, String value) {
    begin(metric);
    sample(metric.prometheusName(), labels, value);
  }

  private void begin(PrometheusMetric metric) {
    if (begun.add(metric)) {
      String name = metric.prometheusName();
      text.append(
          "# HELP %s %s\n# TYPE %s %s\n".formatted(name, metric.sentence(), name, metric.kind()));
    }
  }

  private void sample(String name, String labels, String value) {
    text.append(name).append(labels.isEmpty() ? "" : "{" + labels + "}");
    text.append(' ').append(value).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
