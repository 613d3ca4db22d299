package dev.tandem.tests.monitoring;

import static dev.tandem.tests.monitoring.Promql.STREAM;
import static dev.tandem.tests.monitoring.Promql.chosen;
import static dev.tandem.tests.monitoring.Promql.max;
import static dev.tandem.tests.monitoring.Promql.rate;
import static dev.tandem.tests.monitoring.Promql.select;
import static dev.tandem.tests.monitoring.Promql.sum;

import dev.tandem.ingest.fleet.IngestMetric;
import dev.tandem.stream.metrics.JobMetric;

/** Cameras and microphones: who is there, what is lost, what becomes of their clips. */
final class StreamsDashboard {
  private static final String STREAM_NAME = "{{stream}}";

  private StreamsDashboard() {}

  static Dashboard dashboard() {
    return new Dashboard(
            "streams",
            "streams and ingest",
            "Who is there and who is away, what is lost on the way, and what becomes of each stream's clips.")
        .variable("stream", "Stream", IngestMetric.FEEDS.prometheusName(), "stream")
        .row("Now", numbers())
        .row("Feeds", states(), clips(), lag(), flight())
        .row("What is lost", dropped(), outages(), damaged(), leftOut())
        .row("Clocks", skew(), drift())
        .row("In the jobs", outcomes(), fates(), unused());
  }

  private static Panel[] numbers() {
    return new Panel[] {
      Panel.number("Feeds", "none", "That publish now.")
          .query("feeds", "sum(%s)".formatted(chosen(IngestMetric.FEEDS, "state=\"publishing\"")))
          .base(Panel.BLUE)
          .plain(),
      Panel.number("Away", "none", "To be opened again, or failed for good.")
          .query(
              "away", "sum(%s)".formatted(chosen(IngestMetric.FEEDS, "state=~\"waiting|failed\"")))
          .from(1, Panel.RED)
          .plain(),
      Panel.number("Clips", "suffix: clips/s", "Of all these streams.")
          .query("clips", "sum(%s)".formatted(rate(chosen(IngestMetric.CLIPS))))
          .base(Panel.BLUE)
          .decimals(1),
      Panel.number("Labels", "suffix: labels/s", "That came with the feeds.")
          .query("labels", "sum(%s)".formatted(rate(chosen(IngestMetric.LABELS))))
          .base(Panel.BLUE)
          .decimals(1),
      Panel.number("Dropped", "none", "Clips that were captured and not written, in an hour.")
          .query("dropped", "sum(increase(%s[1h]))".formatted(chosen(IngestMetric.DROPPED)))
          .from(1, Panel.ORANGE)
          .decimals(0),
      Panel.number(
              "Records under way", "none", "That Kafka has neither acknowledged nor refused yet.")
          .query("records", "sum(%s)".formatted(chosen(IngestMetric.IN_FLIGHT)))
          .base(Panel.BLUE)
    };
  }

  private static Panel states() {
    return Panel.table(
            "How each feed stands",
            "none",
            "opening, open (and waits for the others), publishing, waiting (to be opened again), ended, failed.",
            "Value")
        .query("", max("stream, state, instance", chosen(IngestMetric.FEEDS)) + " == 1");
  }

  private static Panel clips() {
    return Panel.graph("Clips", "suffix: clips/s", "Written, by stream.")
        .query(STREAM_NAME, sum("stream", rate(chosen(IngestMetric.CLIPS))));
  }

  private static Panel lag() {
    return Panel.graph(
            "Lag",
            "s",
            "How long ago the newest clip that was written ended. Of a recording that is as long as its time is past.")
        .query(STREAM_NAME, max("stream", chosen(IngestMetric.LAG)));
  }

  private static Panel flight() {
    return Panel.graph("Records under way", "none", "To Kafka, by stream.")
        .query(STREAM_NAME, sum("stream", chosen(IngestMetric.IN_FLIGHT)));
  }

  private static Panel dropped() {
    return Panel.graph(
            "Dropped clips",
            "suffix: clips/s",
            "slow: they gave way to newer ones, as Kafka was slow. late: they came after it was said that none came.")
        .query("{{stream}} {{reason}}", sum("stream, reason", rate(chosen(IngestMetric.DROPPED))));
  }

  private static Panel outages() {
    return Panel.graph(
            "Outages",
            "none",
            "Since the command started: how often a feed broke or could not be opened, a source was opened again, or was silent for too long.")
        .query("{{stream}} broke", sum("stream", chosen(IngestMetric.FAILURES)))
        .query("{{stream}} opened again", sum("stream", chosen(IngestMetric.REOPENED)))
        .query("{{stream}} silent", sum("stream", chosen(IngestMetric.STALLS)))
        .decimals(0);
  }

  private static Panel damaged() {
    return Panel.graph(
            "Damaged media",
            "suffix: pieces/s",
            "Packets that a decoder refused, and pictures and pieces of sound that were not used.")
        .query("{{stream}} packets", sum("stream", rate(chosen(IngestMetric.DECODE_ERRORS))))
        .query("{{stream}} pieces", sum("stream", rate(chosen(IngestMetric.DAMAGED))));
  }

  private static Panel leftOut() {
    return Panel.graph("Files left out", "none", "That gave no clip; the report says why.")
        .query(STREAM_NAME, sum("stream", chosen(IngestMetric.LEFT_OUT)))
        .decimals(0);
  }

  private static Panel skew() {
    return Panel.graph(
            "Sound and pictures", "s", "How far sound is from its times, and so from the pictures.")
        .query(STREAM_NAME, max("stream", chosen(IngestMetric.SKEW)))
        .anywhere();
  }

  private static Panel drift() {
    return Panel.graph(
            "Speed of clocks",
            "percentunit",
            "How much slower a source's clock runs than this machine's, and its sound than that.")
        .query("{{stream}} clock", max("stream", chosen(IngestMetric.CLOCK_DRIFT)))
        .query("{{stream}} sound", max("stream", chosen(IngestMetric.SOUND_DRIFT)))
        .anywhere()
        .decimals(3);
  }

  private static Panel outcomes() {
    return Panel.graph(
            "Clips by outcome",
            "suffix: clips/s",
            "complete, partial (a modality is missing), late, deadLettered; in all jobs. The first 32 streams have values of their own.")
        .query(
            "{{stream}} {{outcome}}",
            sum("stream, outcome", rate(select(JobMetric.STREAM_CLIPS.prometheusName(), STREAM))));
  }

  private static Panel fates() {
    return Panel.graph(
            "Joined clips by fate",
            "suffix: clips/s",
            "Trained, unlabelled (no label came in time), or skipped.")
        .query(
            "{{stream}} {{fate}}",
            sum(
                "stream, fate",
                rate(select(JobMetric.STREAM_CANDIDATES.prometheusName(), STREAM))));
  }

  private static Panel unused() {
    return Panel.graph(
            "Records that were not used",
            "suffix: records/s",
            "duplicate, conflicting, corrected (labels), late, invalid, or excluded by trainer.from.")
        .query(
            "{{stream}} {{reason}}",
            sum(
                "stream, reason",
                rate(select(JobMetric.STREAM_UNUSED_RECORDS.prometheusName(), STREAM))));
  }
}
