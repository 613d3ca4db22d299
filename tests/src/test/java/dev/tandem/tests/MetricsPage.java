package dev.tandem.tests;

import dev.tandem.ingest.fleet.IngestMetric;
import dev.tandem.ingest.fleet.IngestMetrics;
import dev.tandem.monitoring.state.BoardMetric;
import dev.tandem.serving.ServingMetric;
import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.stream.metrics.PerStream;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes docs/metrics.md from the metrics themselves. */
final class MetricsPage {
  private static final String HEAD =
      """
      # Metrics of the jobs

      Generated from `JobMetric`; `MetricsPageTest` says how. `--metrics-port` serves them to Prometheus, beside \
      Flink's own; Flink's web UI and REST know them as `tandem.…` of their operator. No metric decides anything: \
      the models are the same whoever looks.

      - Beside the labels listed here each has Flink's: `job_name`, `operator_name`, `subtask_index`, … Sum counters \
      over subtasks, not over jobs: the train job and the assemble job both have doors and an assembly.
      - Counters begin at 0 with each start of their task; the totals in `training` events go on over restarts.
      - The first %d streams of an operator's subtask have values of their own, all others share `stream="%s"`; \
      `stream="%s"` is what could not be read, or of which nothing is kept.
      - A value is NaN before it was measured.
      - Flink's reporter exposes counters as gauges without `_total`, and histograms as summaries (`quantile`, \
      `_count`) of the newest 1,000 values.
      - Names and units are as `promtool check metrics` wants them (`monitoring/check-metrics` asks it). Flink's own \
      metrics keep Flink's names (`numRecordsIn`), which promtool finds fault with: they are what Flink's manual and \
      others' dashboards know.

      | Prometheus name | labels | kind | unit | operators | what it says |
      |---|---|---|---|---|---|
      """
          .formatted(PerStream.LIMIT, PerStream.OTHER, PerStream.UNKNOWN);

  private static final String QUESTIONS =
      """

      ## Asked often

      | question | PromQL |
      |---|---|
      | Who holds the time, and how far is it behind? | `%2$s == 1` and `%1$s` |
      | Accuracy of each head over the last minute | `sum by (head) (rate(%3$s[1m])) / sum by (head) (rate(%4$s[1m]))` |
      | Clips per second by outcome | `sum by (job_name, outcome) (rate(%5$s[1m]))` |
      | Time from the end of a clip to its answer, that 95 of 100 keep within | `histogram_quantile(0.95, sum by (le) (rate(%7$s_bucket[5m])))` |
      | How many records wait for a job, by Kafka's own tools? | not PromQL: `kafka-consumer-groups.sh --describe --group tandem-train-MODEL-positions` (`tandem-assemble-positions`; of the serve job `tandem-serve-MODEL-positions`): where the newest complete checkpoint stands |
      | Is anything being committed? | `%6$s` stays near the checkpoint interval |
      """
          .formatted(
              JobMetric.WATERMARK_LAG.prometheusName(),
              JobMetric.WATERMARK_HOLDER.prometheusName(),
              JobMetric.CORRECT_PREDICTIONS.prometheusName(),
              JobMetric.SCORED_PREDICTIONS.prometheusName(),
              JobMetric.CLIPS.prometheusName(),
              JobMetric.TRANSACTION_AGE.prometheusName(),
              ServingMetric.ANSWER_SECONDS.prometheusName());

  private static final String SERVING =
      """

      # Metrics of the inference consumer

      Generated from `ServingMetric`. `tandem serve` has them at `/metrics` of `serving.http`; counters begin at 0 \
      with each start. A histogram is `_bucket` with its bounds in seconds (`le`), `_sum` and `_count`. A process to \
      whose consumers the group gives no partition (a third one where the clips have two) logs that it is idle, says \
      so at `/health`, and has `tandem_serving_partitions` 0; it answers by HTTP all the same.

      | Prometheus name | labels | kind | what it says |
      |---|---|---|---|
      """;

  private static final String INGEST =
      """

      # Metrics of feeds

      Generated from `IngestMetric`. `tandem ingest --metrics-port` has them at `/metrics`, for one feed or several; \
      counters begin at 0 with each start of the command, and go on where a feed is opened again. The first %d \
      streams of a process have values of their own, all others share `stream="%s"`: counts are added up, of the \
      rest the worst counts. What nobody knows is not there. A camera is away where \
      `tandem_ingest_feeds{state="waiting"}` is 1, or `tandem_ingest_lag_seconds` grows.

      | Prometheus name | labels | kind | what it says |
      |---|---|---|---|
      """
          .formatted(IngestMetrics.LIMIT, IngestMetrics.OTHER);

  private static final String BOARD =
      """

      # Metrics of the board

      Generated from `BoardMetric`. `tandem board` and `tandem demo` have them at `/metrics` of the board's address; \
      where it wants a token, as `Authorization: Bearer TOKEN`.

      | Prometheus name | labels | kind | what it says |
      |---|---|---|---|
      """;

  private MetricsPage() {}

  static String render() {
    StringBuilder text = new StringBuilder(HEAD);
    for (JobMetric metric : JobMetric.values()) {
      text.append(row(metric));
    }
    text.append(QUESTIONS).append(SERVING);
    for (ServingMetric metric : ServingMetric.values()) {
      text.append(
          "| `%s` | %s | %s | %s |%n"
              .formatted(
                  metric.prometheusName(), metric.labels(), metric.kind(), metric.sentence()));
    }
    text.append(INGEST);
    for (IngestMetric metric : IngestMetric.values()) {
      text.append(
          "| `%s` | %s | %s | %s |%n"
              .formatted(
                  metric.prometheusName(), metric.labels(), metric.kind(), metric.sentence()));
    }
    text.append(BOARD);
    for (BoardMetric metric : BoardMetric.values()) {
      text.append(
          "| `%s` | %s | %s | %s |%n"
              .formatted(
                  metric.prometheusName(), metric.labels(), metric.kind(), metric.sentence()));
    }
    return text.toString();
  }

  private static String row(JobMetric metric) {
    return "| `%s` | %s | %s | %s | %s | %s |%n"
        .formatted(
            metric.prometheusName(),
            metric.labels().stream()
                .map(label -> "`" + label + "`")
                .collect(Collectors.joining(", ")),
            metric.kind().name().toLowerCase(Locale.ROOT),
            metric.unit(),
            metric.operators(),
            metric.sentence());
  }
}
