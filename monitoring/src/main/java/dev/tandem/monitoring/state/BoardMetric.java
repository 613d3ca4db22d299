package dev.tandem.monitoring.state;

import dev.tandem.schemas.metrics.PrometheusMetric;

/** Every metric of a board: named here and nowhere else, listed in docs/metrics.md. */
public enum BoardMetric implements PrometheusMetric {
  READING(
      "reading",
      "gauge",
      "state",
      "1 for what the board does: waiting (for the topics), catching_up, following, failing (the brokers do not answer) or ended."),
  RECORDS("records_total", "counter", "", "Records that it has looked at."),
  UNREADABLE(
      "unreadable_records_total", "counter", "", "Records of these that are none of Tandem's."),
  PASSED_OVER(
      "passed_over_records_total",
      "counter",
      "",
      "Records that it did not look at, because there were too many to keep up with."),
  TRAINING_LAG(
      "training_lag_seconds",
      "gauge",
      "",
      "Event time that is published and not trained yet; NaN where nothing is known of it."),
  PAGES("pages", "gauge", "", "Pages that are open.");

  private static final String PREFIX = "tandem_board_";

  private final String name;
  private final String kind;
  private final String labels;
  private final String sentence;

  BoardMetric(String name, String kind, String labels, String sentence) {
    this.name = PREFIX + name;
    this.kind = kind;
    this.labels = labels;
    this.sentence = sentence;
  }

  @Override
  public String prometheusName() {
    return name;
  }

  @Override
  public String kind() {
    return kind;
  }

  /** Names with commas between them; may be empty. */
  public String labels() {
    return labels;
  }

  @Override
  public String sentence() {
    return sentence;
  }
}
