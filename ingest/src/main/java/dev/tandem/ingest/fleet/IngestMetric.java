package dev.tandem.ingest.fleet;

import dev.tandem.schemas.metrics.PrometheusMetric;

/** Every metric of publishing feeds: named here and nowhere else, listed in docs/metrics.md. */
public enum IngestMetric implements PrometheusMetric {
  FEEDS(
      "feeds",
      "gauge",
      "stream, state",
      "1 for what the feed does: opening, open (and waiting for the others), publishing, waiting (to be opened again), ended, failed."),
  CLIPS("clips_total", "counter", "stream", "Clips written."),
  LABELS("labels_total", "counter", "stream", "Labels written."),
  DROPPED(
      "dropped_clips_total",
      "counter",
      "stream, reason",
      "Clips that were captured and not written: slow (they gave way to newer ones, as Kafka was slow) or late (after it was said that none came)."),
  FAILURES(
      "failures_total", "counter", "stream", "How often the feed could not be opened, or broke."),
  REOPENED("reopened_total", "counter", "stream", "How often a source of it was opened again."),
  STALLS("stalls_total", "counter", "stream", "How often a source of it was silent for too long."),
  DECODE_ERRORS("decode_errors_total", "counter", "stream", "Packets that a decoder refused."),
  DAMAGED(
      "damaged_pieces_total",
      "counter",
      "stream",
      "Pictures and pieces of sound of damaged data, which were not used."),
  LEFT_OUT("left_out_items_total", "counter", "stream", "Files that gave no clip."),
  IN_FLIGHT(
      "in_flight_records",
      "gauge",
      "stream",
      "Records that Kafka has neither acknowledged nor refused yet."),
  LAST_CLIP(
      "last_clip_timestamp_seconds",
      "gauge",
      "stream",
      "When the newest clip that was written ended."),
  LAG("lag_seconds", "gauge", "stream", "How long ago that is, by this machine's clock."),
  SHARE(
      "progress_ratio",
      "gauge",
      "stream",
      "How much of the feed was read, 0 to 1, where it is known."),
  SKEW(
      "skew_seconds",
      "gauge",
      "stream",
      "How far sound is from its times, and so from the pictures; of several sources the furthest."),
  SOUND_DRIFT(
      "sound_drift_ratio",
      "gauge",
      "stream",
      "How much slower sound runs than its source's clock; of several sources the furthest."),
  CLOCK_DRIFT(
      "clock_drift_ratio",
      "gauge",
      "stream",
      "How much slower a source's clock runs than this machine's; of several the furthest.");

  private final String name;
  private final String kind;
  private final String labels;
  private final String sentence;

  IngestMetric(String name, String kind, String labels, String sentence) {
    this.name = name;
    this.kind = kind;
    this.labels = labels;
    this.sentence = sentence;
  }

  @Override
  public String prometheusName() {
    return "tandem_ingest_" + name;
  }

  @Override
  public String kind() {
    return kind;
  }

  /** Names with commas between them. */
  public String labels() {
    return labels;
  }

  @Override
  public String sentence() {
    return sentence;
  }
}
