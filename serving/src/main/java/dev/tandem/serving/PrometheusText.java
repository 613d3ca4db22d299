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

  private void line(ServingMetric metric, String labels, String value) {
    String name = metric.prometheusName();
    if (begun.add(metric)) {
      text.append(
          "# HELP %s %s\n# TYPE %s %s\n".formatted(name, metric.sentence(), name, metric.kind()));
    }
    text.append(name).append(labels.isEmpty() ? "" : "{" + labels + "}");
    text.append(' ').append(value).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
