package dev.tandem.tests.monitoring;

import static dev.tandem.tests.monitoring.Promql.JOB;
import static dev.tandem.tests.monitoring.Promql.chosen;
import static dev.tandem.tests.monitoring.Promql.max;
import static dev.tandem.tests.monitoring.Promql.part;
import static dev.tandem.tests.monitoring.Promql.select;
import static dev.tandem.tests.monitoring.Promql.sum;

import dev.tandem.stream.metrics.JobMetric;

/** The jobs as Flink runs them: time, checkpoints, load. */
final class JobsDashboard {
  private JobsDashboard() {}

  static Dashboard dashboard() {
    return new Dashboard(
            "jobs",
            "streaming jobs",
            "Who holds the time, what is not used, how checkpoints go, and where the load is.")
        .variable("job", "Job", JobMetric.CLIPS.prometheusName(), "job_name")
        .row("Now", numbers())
        .row("Time", lag(), holders())
        .row("Records", clips(), unused(), open(), unread())
        .row("Checkpoints", checkpointTime(), pause(), size(), age())
        .row("Load", busy(), pressure(), heap(), processor());
  }

  private static Panel[] numbers() {
    return new Panel[] {
      Panel.number("Running jobs", "none", "Of all JobManagers that Prometheus asks.")
          .query("jobs", "sum(flink_jobmanager_numRunningJobs)")
          .base(Panel.RED)
          .from(1, Panel.GREEN)
          .plain(),
      Panel.number("Restarts", "none", "Since the JobManager started.")
          .query("{{job_name}}", max("job_name", select("flink_jobmanager_job_numRestarts", JOB)))
          .from(1, Panel.ORANGE)
          .from(3, Panel.RED),
      Panel.number("Failed checkpoints", "none", "Since the JobManager started.")
          .query(
              "{{job_name}}",
              max("job_name", select("flink_jobmanager_job_numberOfFailedCheckpoints", JOB)))
          .from(1, Panel.ORANGE)
          .from(3, Panel.RED),
      Panel.number(
              "Nothing committed for",
              "s",
              "Since the last complete checkpoint: what was written since is not visible yet.")
          .query("{{job_name}}", select("job:tandem_transaction_age_seconds:max", JOB))
          .from(60, Panel.ORANGE)
          .from(300, Panel.RED),
      Panel.number("Open clips", "none", "That wait for more parts.")
          .query("{{job_name}}", sum("job_name", chosen(JobMetric.OPEN_CLIPS)))
          .base(Panel.BLUE),
      Panel.number("Written again", "none", "Versions whose transaction Kafka had dropped.")
          .query("{{job_name}}", sum("job_name", chosen(JobMetric.REPUBLISHED_VERSIONS)))
          .from(1, Panel.ORANGE)
          .plain()
    };
  }

  private static Panel lag() {
    return Panel.graph(
            "Lag by topic",
            "s",
            "How far each topic's time is behind its furthest stream, in event time. Infinite, and not drawn, while a partition has said nothing.")
        .query("{{job_name}} {{topic}}", select("job_topic:tandem_watermark_lag_seconds:max", JOB))
        .from(60, Panel.RED);
  }

  private static Panel holders() {
    return Panel.table(
            "Who holds the time",
            "none",
            "The partition and stream that a topic's time waits for. It is always somebody; one that stays while the lag grows is silent.",
            "Value")
        .query(
            "",
            max("job_name, topic, partition, stream", chosen(JobMetric.WATERMARK_HOLDER))
                + " == 1");
  }

  private static Panel clips() {
    return Panel.graph(
            "Clips by outcome",
            "suffix: clips/s",
            "complete, partial (a modality is missing), late, deadLettered.")
        .query("{{job_name}} {{outcome}}", select("job_outcome:tandem_clips:rate1m", JOB));
  }

  private static Panel unused() {
    return Panel.graph(
            "Records that were not used",
            "suffix: records/s",
            "duplicate, conflicting, corrected (labels), late, invalid, or excluded by trainer.from. Invalid and conflicting ones are dead letters.")
        .query("{{job_name}} {{reason}}", select("job_reason:tandem_unused_records:rate1m", JOB));
  }

  private static Panel open() {
    return Panel.graph(
            "Open clips", "none", "That wait for more parts, or for late ones to be all there is.")
        .query("{{job_name}}", sum("job_name", chosen(JobMetric.OPEN_CLIPS)));
  }

  private static Panel unread() {
    return Panel.graph(
            "Partitions that are not read",
            "none",
            "Added while the job runs; it reads them when it is stopped and started again.")
        .query(
            "{{job_name}} {{topic}}", sum("job_name, topic", chosen(JobMetric.UNREAD_PARTITIONS)))
        .decimals(0)
        .from(1, Panel.RED);
  }

  private static Panel checkpointTime() {
    return Panel.graph(
            "Time of a checkpoint",
            "s",
            "Of the newest one, by Flink; and from the trainer's copy until all is complete, 95 of 100.")
        .query(
            "{{job_name}}",
            max("job_name", select("flink_jobmanager_job_lastCheckpointDuration", JOB)) + " / 1000")
        .query(
            "{{job_name}} from the copy on",
            max("job_name", part(JobMetric.CHECKPOINT_TIME, "", "quantile=\"0.95\"")));
  }

  private static Panel pause() {
    return Panel.graph(
            "Pause of training",
            "s",
            "How long training stands still to copy its state for a checkpoint.")
        .query("median", max("job_name", part(JobMetric.SNAPSHOT_TIME, "", "quantile=\"0.5\"")))
        .query(
            "95 of 100", max("job_name", part(JobMetric.SNAPSHOT_TIME, "", "quantile=\"0.95\"")));
  }

  private static Panel size() {
    return Panel.graph("Size of a checkpoint", "bytes", "Of the newest one.")
        .query(
            "{{job_name}}",
            max("job_name", select("flink_jobmanager_job_lastCheckpointSize", JOB)));
  }

  private static Panel age() {
    return Panel.graph(
            "Nothing committed for",
            "s",
            "A saw as high as the checkpoint interval; Kafka drops what is older than publish.transaction-timeout (15 min unless set).")
        .query("{{job_name}}", select("job:tandem_transaction_age_seconds:max", JOB))
        .from(300, Panel.RED);
  }

  private static Panel busy() {
    return Panel.graph(
            "Busy tasks",
            "percentunit",
            "Share of the time that the busiest subtask of a task works.")
        .query(
            "{{task_name}}",
            max(
                    "job_name, task_name",
                    select("flink_taskmanager_job_task_busyTimeMsPerSecond", JOB))
                + " / 1000")
        .between(0, 1);
  }

  private static Panel pressure() {
    return Panel.graph(
            "Tasks held back",
            "percentunit",
            "Share of the time that a task waits for the one behind it, which is the busy one.")
        .query(
            "{{task_name}}",
            max(
                    "job_name, task_name",
                    select("flink_taskmanager_job_task_backPressuredTimeMsPerSecond", JOB))
                + " / 1000")
        .between(0, 1);
  }

  private static Panel heap() {
    return Panel.graph("Java heap", "bytes", "Used, by process, and the most that it may have.")
        .query("{{instance}}", max("instance", "flink_taskmanager_Status_JVM_Memory_Heap_Used"))
        .query(
            "{{instance}}, at most",
            max("instance", "flink_taskmanager_Status_JVM_Memory_Heap_Max"));
  }

  private static Panel processor() {
    return Panel.graph("Processor", "percentunit", "Share of the machine's that a process uses.")
        .query("{{instance}}", max("instance", "flink_taskmanager_Status_JVM_CPU_Load"))
        .between(0, 1);
  }
}
