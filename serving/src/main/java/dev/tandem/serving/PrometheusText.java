package dev.tandem.serving;

import java.util.EnumSet;
import java.util.Set;

/** Metrics as Prometheus reads them: each with its help and type before its first value. */
final class PrometheusText {
  private final StringBuilder text = new StringBuilder();
  private final Set<ServingMetric> begun = EnumSet.noneOf(ServingMetric.class);

  void add(ServingMetric metric, long value) {
    add(metric, "", value);
  }

  void add(ServingMetric metric, double value) {
    add(metric, "", value);
  }

  /**
   * Values of one metric follow each other.
   *
   * @param labels {@code name="value"} with commas between them; may be empty
   */
  void add(ServingMetric metric, String labels, long value) {
    line(metric, labels, Long.toString(value));
  }

  void add(ServingMetric metric, String labels, double value) {
    line(metric, labels, Double.toString(value));
  }

  /** All values of a histogram, which must be one. */
  void add(ServingMetric metric, String labels, Latencies.Counts counts) {
    begin(metric);
    String name = metric.prometheusName();
    String before = labels.isEmpty() ? "" : labels + ",";
    counts
        .upTo()
        .forEach(
            (bound, count) ->
                sample(name + "_bucket", before + "le=\"" + bound + "\"", Long.toString(count)));
    sample(name + "_bucket", before + "le=\"+Inf\"", Long.toString(counts.count()));
    sample(name + "_sum", labels, Double.toString(counts.sum()));
    sample(name + "_count", labels, Long.toString(counts.count()));
  }

  private void line(ServingMetric metric, String labels, String value) {
    begin(metric);
    sample(metric.prometheusName(), labels, value);
  }

  private void begin(ServingMetric metric) {
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
