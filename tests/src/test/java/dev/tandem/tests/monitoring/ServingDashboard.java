package dev.tandem.tests.monitoring;

import static dev.tandem.tests.monitoring.Promql.PROCESS;
import static dev.tandem.tests.monitoring.Promql.chosen;
import static dev.tandem.tests.monitoring.Promql.max;
import static dev.tandem.tests.monitoring.Promql.quantile;
import static dev.tandem.tests.monitoring.Promql.rate;
import static dev.tandem.tests.monitoring.Promql.select;
import static dev.tandem.tests.monitoring.Promql.sum;

import dev.tandem.serving.ServingMetric;
import dev.tandem.stream.metrics.JobMetric;

/** Versions on their way to the consumers, and their answers. */
final class ServingDashboard {
  private static final String INSTANCE_NAME = "{{instance}}";

  private ServingDashboard() {}

  static Dashboard dashboard() {
    return new Dashboard(
            "serving",
            "delivery and serving",
            "Which version answers, how soon versions go live, and how long answers take.")
        .variable("instance", "Process", ServingMetric.READY.prometheusName(), "instance")
        .row("Now", numbers())
        .row("Delivery", version(), steps(), swaps(), fates())
        .row("Answers", answers(), answerTime(), batchTime(), failures())
        .row("By HTTP", requests(), requestTime());
  }

  private static Panel[] numbers() {
    return new Panel[] {
      Panel.table(
              "How each process stands",
              "none",
              "loading (no version yet), ready, stale (an older version than it should), failed (only a restart helps).",
              "Value",
              "job")
          .size(8, 4)
          .query("", max("instance, state", chosen(ServingMetric.HEALTH)) + " == 1"),
      Panel.number("Version", "none", "That answers.")
          .query(
              "{{model}} {{generation}}", max("model, generation", chosen(ServingMetric.VERSION)))
          .base(Panel.BLUE),
      Panel.number("Pinned", "none", "By operators, so that it does not follow newer versions.")
          .query("pinned", "max(%s)".formatted(chosen(ServingMetric.PINNED)))
          .means(0, "no", Panel.GREEN)
          .means(1, "yes", Panel.ORANGE)
          .from(1, Panel.ORANGE)
          .plain(),
      Panel.number("Answers", "suffix: clips/s", "Committed, of all these processes.")
          .query("answers", "sum(%s)".formatted(rate(chosen(ServingMetric.PREDICTIONS))))
          .base(Panel.BLUE)
          .decimals(1),
      Panel.number(
              "Answers within", "s", "95 of 100, from a clip's last part to its committed answer.")
          .query("p95", quantile(0.95, ServingMetric.ANSWER_SECONDS, ""))
          .from(2, Panel.ORANGE)
          .from(5, Panel.RED)
    };
  }

  private static Panel version() {
    return Panel.graph("Version that answers", "none", "Each step is a version that went live.")
        .query(
            "{{instance}} {{model}} {{generation}}",
            max("instance, model, generation", chosen(ServingMetric.VERSION)))
        .anywhere()
        .decimals(0);
  }

  private static Panel steps() {
    return Panel.graph(
            "Steps, trained and served",
            "none",
            "What lies between them is trained and not yet served: publish.every, and what is held.")
        .query("trained, {{job_name}}", max("job_name", JobMetric.STEP.prometheusName()))
        .query("served, {{instance}}", max("instance", chosen(ServingMetric.STEP)))
        .anywhere()
        .decimals(0);
  }

  private static Panel swaps() {
    return Panel.graph(
            "Time until a version is live",
            "s",
            "From its publication, since the process started: half take less, 95 of 100 take less.")
        .query("median", lifetime(0.5))
        .query("95 of 100", lifetime(0.95));
  }

  private static String lifetime(double share) {
    return "histogram_quantile(%s, %s)"
        .formatted(
            share,
            sum("le", select(ServingMetric.SWAP_SECONDS.prometheusName() + "_bucket", PROCESS)));
  }

  private static Panel fates() {
    return Panel.graph(
            "Versions",
            "none",
            "Since the process started: went live, were passed over for a newer one, were refused.")
        .query("{{instance}} live", chosen(ServingMetric.LOADED))
        .query("{{instance}} passed over", chosen(ServingMetric.SUPERSEDED))
        .query("{{instance}} refused", chosen(ServingMetric.REFUSED))
        .decimals(0);
  }

  private static Panel answers() {
    return Panel.graph("Answers", "suffix: clips/s", "Committed, by process.")
        .query(INSTANCE_NAME, sum("instance", rate(chosen(ServingMetric.PREDICTIONS))))
        .stacked();
  }

  private static Panel answerTime() {
    return Panel.graph(
            "Time of an answer",
            "s",
            "From a clip's last part, by its feed's clock, to its committed answer; as long as the feed is behind, too.")
        .query("median", quantile(0.5, ServingMetric.ANSWER_SECONDS, ""))
        .query("95 of 100", quantile(0.95, ServingMetric.ANSWER_SECONDS, ""))
        .query("99 of 100", quantile(0.99, ServingMetric.ANSWER_SECONDS, ""))
        .from(5, Panel.RED);
  }

  private static Panel batchTime() {
    return Panel.graph(
            "Time of a batch", "s", "From a gathered batch to its committed answers, 95 of 100.")
        .query(INSTANCE_NAME, quantile(0.95, ServingMetric.BATCH_SECONDS, "instance"));
  }

  private static Panel failures() {
    return Panel.graph(
            "What was not answered at once",
            "none",
            "Since the process started: clips that are dead letters, batches that were given up and read again, batches that the shadow could not score.")
        .query("{{instance}} dead letters", chosen(ServingMetric.DEAD_LETTERS))
        .query("{{instance}} batches given up", chosen(ServingMetric.ABORTED))
        .query("{{instance}} shadow", chosen(ServingMetric.SHADOW_FAILED))
        .decimals(0);
  }

  private static Panel requests() {
    return Panel.graph("Requests", "reqps", "By path and status.")
        .query("{{path}} {{status}}", sum("path, status", rate(chosen(ServingMetric.REQUESTS))));
  }

  private static Panel requestTime() {
    return Panel.graph("Time of a request", "s", "From its head to its answer, 95 of 100.")
        .query("{{path}}", quantile(0.95, ServingMetric.REQUEST_SECONDS, "path"));
  }
}
