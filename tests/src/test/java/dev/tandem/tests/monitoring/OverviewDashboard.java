package dev.tandem.tests.monitoring;

import static dev.tandem.tests.monitoring.Promql.JOB;
import static dev.tandem.tests.monitoring.Promql.chosen;
import static dev.tandem.tests.monitoring.Promql.max;
import static dev.tandem.tests.monitoring.Promql.select;
import static dev.tandem.tests.monitoring.Promql.sum;

import dev.tandem.ingest.fleet.IngestMetric;
import dev.tandem.serving.ServingMetric;
import dev.tandem.stream.metrics.JobMetric;

/** Whether all is well, at a glance. */
final class OverviewDashboard {
  private static final String ALERTS = "ALERTS{alertname=~\"Tandem.*\",alertstate=\"firing\"}";

  private OverviewDashboard() {}

  static Dashboard dashboard() {
    return new Dashboard(
            "overview",
            "overview",
            "Whether clips come, the model learns, versions go live and answers come in time.")
        .variable("job", "Job", JobMetric.CLIPS.prometheusName(), "job_name")
        .row("Now", numbers())
        .row("Learning", accuracy(), pace())
        .row("Clips and answers", clips(), answers())
        .row("How things stand", states(), alerts());
  }

  private static Panel[] numbers() {
    return new Panel[] {
      Panel.number(
              "Alerts",
              "none",
              "Rules of monitoring/prometheus/rules.yml that fire now; below is which.")
          .query("alerts", "count(%s) or vector(0)".formatted(ALERTS))
          .from(1, Panel.RED)
          .plain(),
      Panel.number(
              "Accuracy",
              "percentunit",
              "Share of clips that the model had right before it learned from them, over 5 minutes, of its answer from all modalities. NaN where it learns values.")
          .query("accuracy", select("job_head:tandem_accuracy:ratio5m", JOB, "head=\"fused\""))
          .base(Panel.BLUE)
          .between(0, 1),
      Panel.number("Trained", "suffix: clips/s", "Clips that were learned from, over a minute.")
          .query(
              "trained",
              "sum(%s)"
                  .formatted(select("job_fate:tandem_candidates:rate1m", JOB, "fate=\"trained\"")))
          .base(Panel.RED)
          .from(0.01, Panel.GREEN)
          .decimals(1),
      Panel.number(
              "Lag",
              "s",
              "How far the slowest topic's time is behind its furthest stream, in event time. Infinite while a partition has said nothing.")
          .query(
              "lag", "max(%s)".formatted(select("job_topic:tandem_watermark_lag_seconds:max", JOB)))
          .from(10, Panel.ORANGE)
          .from(60, Panel.RED),
      Panel.number(
              "Version served",
              "none",
              "The newest version that a consumer answers with; its generation is on the page of delivery.")
          .query("version", "max(%s)".formatted(ServingMetric.VERSION.prometheusName()))
          .base(Panel.BLUE),
      Panel.number(
              "Answers within",
              "s",
              "From a clip's last part to its committed answer: 95 of 100 take less, over 5 minutes.")
          .query("p95", "max(job:tandem_serving_answer_seconds:p95_5m)")
          .from(2, Panel.ORANGE)
          .from(5, Panel.RED)
    };
  }

  private static Panel accuracy() {
    return Panel.graph(
            "Accuracy by head",
            "percentunit",
            "Share of clips that were right before they were learned from, over 5 minutes: of the model (fused) and of each modality alone.")
        .query("{{head}}", select("job_head:tandem_accuracy:ratio5m", JOB))
        .between(0, 1);
  }

  private static Panel pace() {
    return Panel.graph(
            "Pace by modality",
            "none",
            "How much larger (above 1) or smaller a modality's steps are: what lags is sped up, what leads is held back. All come to 1 as they meet, and are 1 while the guard takes one for dark.")
        .query("{{modality}}", max("modality", chosen(JobMetric.PACE)))
        .anywhere()
        .from(1, Panel.GREEN);
  }

  private static Panel clips() {
    return Panel.graph(
            "Clips by outcome",
            "suffix: clips/s",
            "How clips end in each job: complete, partial (a modality is missing), late, deadLettered.")
        .query("{{job_name}} {{outcome}}", select("job_outcome:tandem_clips:rate1m", JOB));
  }

  private static Panel answers() {
    return Panel.graph(
            "Answers", "suffix: clips/s", "Clips that were answered, committed, over a minute.")
        .query("{{job}}", "job:tandem_serving_predictions:rate1m");
  }

  private static Panel states() {
    return Panel.states(
            "How things stand",
            "Green is well. Halted: the model learns nothing. Dead: the guard takes a modality for dark or mute. Unready: a consumer has no model, or an older one than it should. Away: feeds that are to be opened again.")
        .query("{{job_name}} halted", max("job_name", chosen(JobMetric.HALTED)))
        .query("{{modality}} dead", max("modality", chosen(JobMetric.DEAD_MODALITY)))
        .query(
            "{{instance}} unready",
            "1 - " + max("instance", ServingMetric.HEALTH.prometheusName() + "{state=\"ready\"}"))
        .query(
            "feeds away",
            "clamp_max(sum(%s), 1)"
                .formatted(IngestMetric.FEEDS.prometheusName() + "{state=~\"waiting|failed\"}"))
        .means(0, "well", Panel.GREEN)
        .means(1, "look", Panel.RED);
  }

  private static Panel alerts() {
    return Panel.table(
            "Alerts that fire",
            "none",
            "Each says in Prometheus what to look at and do (its page of alerts).",
            "Value",
            "alertstate")
        .query(
            "",
            sum("alertname, severity, job_name, topic, stream, modality, head, instance", ALERTS))
        .none("none");
  }
}
