package dev.tandem.schemas.metrics;

/** A figure by its name. */
public interface PrometheusMetric {
  /** In snake_case, with a base unit, and {@code _total} for what is counted. */
  String prometheusName();

  /** {@code counter}, {@code gauge} or {@code histogram}. */
  String kind();

  /** What it says. */
  String sentence();
}
