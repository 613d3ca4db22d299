package dev.tandem.serving;

import dev.tandem.schemas.metrics.PrometheusMetric;

/** Every metric of a consumer: named here and nowhere else, listed in docs/metrics.md. */
public enum ServingMetric implements PrometheusMetric {
  READY("ready", "gauge", "", "1 once a version is loaded."),
  HEALTH("health", "gauge", "state", "1 for how the model stands: loading, ready, stale, failed."),
  VERSION("version", "gauge", "model, generation", "The version that answers."),
  STEP("step", "gauge", "", "Optimizer steps behind the version that answers."),
  PINNED("pinned", "gauge", "", "1 while operators have pinned a version."),
  LOADED("versions_loaded_total", "counter", "", "Versions that went live."),
  SUPERSEDED("versions_superseded_total", "counter", "", "Versions passed over for a newer one."),
  REFUSED("versions_refused_total", "counter", "", "Versions and records that were refused."),
  SWAP_SECONDS("swap_seconds", "histogram", "", "From a version's publication to its going live."),
  PARTITIONS(
      "partitions",
      "gauge",
      "",
      "Partitions of the clips that this process answers; 0 where others have them all."),
  PREDICTIONS("predictions_total", "counter", "", "Clips answered, committed."),
  DEAD_LETTERS("dead_letters_total", "counter", "", "Clips that could not be answered, committed."),
  ANSWER_SECONDS(
      "answer_seconds",
      "histogram",
      "",
      "From a clip's last part, by its feed's clock, to its committed answer; as long as the feed is behind, too."),
  BATCH_SECONDS(
      "batch_seconds",
      "histogram",
      "",
      "From a gathered batch to its committed answers: scoring and transaction."),
  BATCHES("batches_total", "counter", "", "Committed transactions."),
  ABORTED("batches_aborted_total", "counter", "", "Batches given up and read again."),
  SHADOW_FAILED(
      "shadow_batches_failed_total", "counter", "", "Batches that the shadow could not score."),
  REQUESTS("http_requests_total", "counter", "path, status", "Requests by HTTP."),
  REQUEST_SECONDS(
      "http_request_seconds",
      "histogram",
      "path",
      "From a request's head to its answer, its body among it.");

  private final String name;
  private final String kind;
  private final String labels;
  private final String sentence;

  ServingMetric(String name, String kind, String labels, String sentence) {
    this.name = name;
    this.kind = kind;
    this.labels = labels;
    this.sentence = sentence;
  }

  @Override
  public String prometheusName() {
    return "tandem_serving_" + name;
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
