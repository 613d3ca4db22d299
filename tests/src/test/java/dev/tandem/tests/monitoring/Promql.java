package dev.tandem.tests.monitoring;

import dev.tandem.ingest.fleet.IngestMetric;
import dev.tandem.serving.ServingMetric;
import dev.tandem.stream.metrics.JobMetric;

/** Queries of dashboards: of what their variables choose. */
final class Promql {
  static final String JOB = "job_name=~\"$job\"";
  static final String PROCESS = "instance=~\"$instance\"";
  static final String STREAM = "stream=~\"$stream\"";

  private Promql() {}

  /** Of the chosen jobs. */
  static String chosen(JobMetric metric, String... more) {
    return select(metric.prometheusName(), JOB, more);
  }

  /** A part of a histogram, such as {@code _count}, of the chosen jobs. */
  static String part(JobMetric metric, String suffix, String... more) {
    return select(metric.prometheusName() + suffix, JOB, more);
  }

  /** Of the chosen processes that serve. */
  static String chosen(ServingMetric metric, String... more) {
    return select(metric.prometheusName(), PROCESS, more);
  }

  /** Of the chosen streams. */
  static String chosen(IngestMetric metric, String... more) {
    return select(metric.prometheusName(), STREAM, more);
  }

  static String select(String metric, String first, String... more) {
    return "%s{%s}"
        .formatted(metric, more.length == 0 ? first : first + "," + String.join(",", more));
  }

  static String rate(String selector) {
    return "rate(%s[$__rate_interval])".formatted(selector);
  }

  static String increase(String selector, String span) {
    return "increase(%s[%s])".formatted(selector, span);
  }

  static String sum(String by, String query) {
    return "sum by (%s) (%s)".formatted(by, query);
  }

  static String max(String by, String query) {
    return "max by (%s) (%s)".formatted(by, query);
  }

  /** Of a histogram of serving; {@code share} such as 0.95. */
  static String quantile(double share, ServingMetric histogram, String by) {
    return "histogram_quantile(%s, %s)"
        .formatted(
            share,
            sum(
                by.isEmpty() ? "le" : "le, " + by,
                rate(select(histogram.prometheusName() + "_bucket", PROCESS))));
  }
}
