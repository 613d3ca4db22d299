package dev.tandem.tests.monitoring;

import static dev.tandem.tests.monitoring.Promql.JOB;
import static dev.tandem.tests.monitoring.Promql.chosen;
import static dev.tandem.tests.monitoring.Promql.increase;
import static dev.tandem.tests.monitoring.Promql.max;
import static dev.tandem.tests.monitoring.Promql.part;
import static dev.tandem.tests.monitoring.Promql.rate;
import static dev.tandem.tests.monitoring.Promql.select;
import static dev.tandem.tests.monitoring.Promql.sum;

import dev.tandem.stream.metrics.JobMetric;

/** The race of the modalities, and what hinders it. */
final class LearningDashboard {
  private LearningDashboard() {}

  static Dashboard dashboard() {
    return new Dashboard(
            "learning",
            "learning and pace",
            "Which modality is ahead, how hard the other is pulled, and what was not learned from.")
        .variable("job", "Train job", JobMetric.STEP.prometheusName(), "job_name")
        .row("Now", numbers())
        .row("The race", accuracy(), pace(), score(), loss())
        .row("What stands in the way", guard(), drift(), fates(), skips())
        .row("Time", stepTime(), waiting());
  }

  private static Panel[] numbers() {
    return new Panel[] {
      Panel.number("Steps", "none", "Since the model began, over all restarts.")
          .query("{{job_name}}", max("job_name", chosen(JobMetric.STEP)))
          .base(Panel.BLUE),
      Panel.number("Pace of steps", "suffix: steps/s", "Over a minute.")
          .query("{{job_name}}", select("job:tandem_steps:rate1m", JOB))
          .base(Panel.BLUE)
          .decimals(2),
      Panel.number(
              "Model", "none", "Halted: told to, or after too many batches that were not finite.")
          .query("{{job_name}}", max("job_name", chosen(JobMetric.HALTED)))
          .means(0, "learns", Panel.GREEN)
          .means(1, "halted", Panel.RED)
          .from(1, Panel.RED)
          .plain(),
      Panel.number(
              "Skipped batches",
              "none",
              "In the last hour: a loss or gradient was not finite, or the model is halted.")
          .query("{{job_name}}", sum("job_name", increase(chosen(JobMetric.SKIPPED_BATCHES), "1h")))
          .from(1, Panel.RED)
          .decimals(0),
      Panel.number("Drift", "none", "Alarms of all heads in the last hour.")
          .query("{{job_name}}", sum("job_name", increase(chosen(JobMetric.DRIFTS), "1h")))
          .from(1, Panel.ORANGE)
          .decimals(0),
      Panel.number(
              "Quarantined streams", "none", "Kept out of training, now or from a later time on.")
          .query("{{job_name}}", max("job_name", chosen(JobMetric.QUARANTINED_STREAMS)))
          .from(1, Panel.ORANGE)
          .plain()
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
            "How much larger (above 1) or smaller a modality's steps are; 1 is neutral.")
        .query("{{modality}}", max("modality", chosen(JobMetric.PACE)))
        .anywhere()
        .from(1, Panel.GREEN);
  }

  private static Panel score() {
    return Panel.graph(
            "Score by modality",
            "percentunit",
            "Mean probability that a modality gave to the labels of the newest step: what the pace goes by.")
        .query("{{modality}}", max("modality", chosen(JobMetric.SCORE)))
        .between(0, 1);
  }

  private static Panel loss() {
    return Panel.graph(
            "Loss by head",
            "none",
            "Of the newest batch, before it was learned from: log loss in nats, or the squared error of values.")
        .query("{{head}}", max("head", chosen(JobMetric.PREDICTION_LOSS)))
        .query("{{head}}, in training", max("head", chosen(JobMetric.LOSS)));
  }

  private static Panel guard() {
    return Panel.states(
            "Modalities",
            "Dead: its head is near chance while another does well, so every pace is 1.")
        .query("{{modality}}", max("modality", chosen(JobMetric.DEAD_MODALITY)))
        .means(0, "awake", Panel.GREEN)
        .means(1, "dead", Panel.RED);
  }

  private static Panel drift() {
    return Panel.graph(
            "Drift alarms",
            "none",
            "How often the error of a head was found to have risen, since its task began.")
        .query("{{head}}", sum("head", chosen(JobMetric.DRIFTS)))
        .decimals(0);
  }

  private static Panel fates() {
    return Panel.graph(
            "Joined clips by fate",
            "suffix: clips/s",
            "Trained, unlabelled (no label came in time), or skipped.")
        .query("{{fate}}", sum("fate", select("job_fate:tandem_candidates:rate1m", JOB)))
        .stacked();
  }

  private static Panel skips() {
    return Panel.graph(
            "Skipped clips by reason",
            "suffix: clips/s",
            "idInUse (a second clip of an id), notAdmitted (by trainer.admit), quarantined, unknownClass (beyond trainer.max-classes).")
        .query("{{reason}}", sum("reason", rate(chosen(JobMetric.SKIPPED_CANDIDATES))))
        .stacked();
  }

  private static Panel stepTime() {
    return Panel.graph(
            "Time of a step",
            "s",
            "With the scoring of its clips and without publication, of the newest 1,000.")
        .query("median", max("job_name", part(JobMetric.STEP_TIME, "", "quantile=\"0.5\"")))
        .query("95 of 100", max("job_name", part(JobMetric.STEP_TIME, "", "quantile=\"0.95\"")))
        .query("99 of 100", max("job_name", part(JobMetric.STEP_TIME, "", "quantile=\"0.99\"")));
  }

  private static Panel waiting() {
    return Panel.graph(
            "Waiting for their turn",
            "none",
            "Clips and samples in the order buffer: they wait for the watermark, or for a step.")
        .query("{{job_name}}", sum("job_name", chosen(JobMetric.WAITING_TURNS)));
  }
}
