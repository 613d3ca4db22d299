package dev.tandem.stream.metrics;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every metric of the jobs: named here and nowhere else, registered through {@link Metrics}, listed
 * in docs/metrics.md.
 */
public enum JobMetric {
  CLIPS(
      Kind.COUNTER,
      "clips",
      "clips",
      List.of("outcome"),
      "assembly",
      "Clips that ended as complete, partial, late or deadLettered."),
  SCORED_CLIPS(
      Kind.COUNTER,
      "scored_clips",
      "clips",
      List.of("outcome"),
      "scoring",
      "Clips that the serve job has predicted or deadLettered, since the start of its task."),
  SERVED_VERSION(
      Kind.GAUGE,
      "served_version",
      "version",
      List.of(),
      "scoring",
      "The version that the serve job answers with; 0 before the first."),
  STREAM_CLIPS(
      Kind.COUNTER,
      "clips",
      "clips",
      List.of("stream", "outcome"),
      "assembly",
      "The same by stream."),
  OPEN_CLIPS(
      Kind.GAUGE,
      "open_clips",
      "clips",
      List.of(),
      "assembly",
      "Clips that wait for more parts, or for late ones to be all there is."),
  CANDIDATES(
      Kind.COUNTER,
      "candidates",
      "clips",
      List.of("fate"),
      "trainer",
      "Joined clips that ended as trained, unlabelled or skipped."),
  STREAM_CANDIDATES(
      Kind.COUNTER,
      "candidates",
      "clips",
      List.of("stream", "fate"),
      "trainer",
      "The same by stream."),
  SKIPPED_CANDIDATES(
      Kind.COUNTER,
      "skipped_candidates",
      "clips",
      List.of("reason"),
      "trainer",
      "Why clips were skipped: idInUse, notAdmitted (by trainer.admit), quarantined or unknownClass (beyond trainer.max-classes)."),
  STREAM_SKIPPED_CANDIDATES(
      Kind.COUNTER,
      "skipped_candidates",
      "clips",
      List.of("stream", "reason"),
      "trainer",
      "The same by stream."),
  UNUSED_RECORDS(
      Kind.COUNTER,
      "unused_records",
      "records",
      List.of("reason"),
      "doors, assembly, label join, trainer",
      "Records that were not used: duplicate, conflicting, corrected (labels), late, invalid or excluded (by trainer.from)."),
  STREAM_UNUSED_RECORDS(
      Kind.COUNTER,
      "unused_records",
      "records",
      List.of("stream", "reason"),
      "doors, assembly, label join, trainer",
      "The same by stream."),
  UNREAD_PARTITIONS(
      Kind.GAUGE,
      "unread_partitions",
      "partitions",
      List.of("topic"),
      "sources, in the JobManager",
      "Partitions that were added while the job runs, which it does not read before it is stopped and started again."),
  WATERMARK_LAG(
      Kind.GAUGE,
      "watermark_lag_seconds",
      "s of event time",
      List.of("topic"),
      "doors",
      "How far a door's watermark is behind the furthest stream of its topic; +Inf while one of its"
          + " partitions has said nothing."),
  WATERMARK_HOLDER(
      Kind.GAUGE,
      "watermark_holder",
      "1 or 0",
      List.of("topic", "partition", "stream"),
      "doors",
      "1 for the partition and stream that a door's watermark waits for; stream none where the"
          + " partition has no live one."),
  QUARANTINED_STREAMS(
      Kind.GAUGE,
      "quarantined_streams",
      "streams",
      List.of(),
      "trainer",
      "Streams that the control topic keeps out of training, now or from a later time on."),
  WAITING_TURNS(
      Kind.GAUGE,
      "waiting_turns",
      "clips and samples",
      List.of(),
      "trainer",
      "Depth of the order buffer: what waits for the watermark or for its turn."),
  STEP(
      Kind.GAUGE,
      "step",
      "steps",
      List.of(),
      "trainer",
      "Steps since the model began, over all restarts."),
  STEP_TIME(
      Kind.HISTOGRAM,
      "step_seconds",
      "s",
      List.of(),
      "trainer",
      "Duration of a step, with the scoring of its clips and without publication."),
  LOSS(
      Kind.GAUGE,
      "loss",
      "nats, or squared units of the targets",
      List.of("head"),
      "trainer",
      "Training loss of a head in the newest step, before its update."),
  PREDICTION_LOSS(
      Kind.GAUGE,
      "prediction_loss",
      "nats, or squared units of the targets",
      List.of("head"),
      "trainer",
      "Mean log loss, or squared error, of a head's prequential predictions of the newest batch."),
  SCORED_PREDICTIONS(
      Kind.COUNTER,
      "scored_predictions",
      "predictions",
      List.of("head"),
      "trainer",
      "Prequential predictions of a head that met their label."),
  CORRECT_PREDICTIONS(
      Kind.COUNTER,
      "correct_predictions",
      "predictions",
      List.of("head"),
      "trainer",
      "Those that named the right class; their share of the scored ones is the accuracy."),
  SCORE(
      Kind.GAUGE,
      "score",
      "0 to 1",
      List.of("modality"),
      "trainer",
      "Mean probability that a modality gave to the labels of the newest step."),
  PACE(
      Kind.GAUGE,
      "pace",
      "1 is neutral",
      List.of("modality"),
      "trainer",
      "Pace of a modality in the newest step; above 1 accelerates."),
  REPUBLISHED_VERSIONS(
      Kind.COUNTER,
      "republished_versions",
      "versions",
      List.of(),
      "trainer",
      "Versions that were written again because Kafka had dropped their transaction."),
  DEAD_MODALITY(
      Kind.GAUGE,
      "dead_modality",
      "1 or 0",
      List.of("modality"),
      "trainer",
      "1 while the guard takes a modality for dark or mute, so that every pace is 1."),
  DRIFTS(
      Kind.COUNTER,
      "drifts",
      "alarms",
      List.of("head"),
      "trainer",
      "How often a head's prequential error was found to have risen."),
  SKIPPED_BATCHES(
      Kind.COUNTER,
      "skipped_batches",
      "batches",
      List.of(),
      "trainer",
      "Batches that were not learned from: a loss or gradient was not finite, or the model is"
          + " halted."),
  HALTED(
      Kind.GAUGE,
      "halted",
      "1 or 0",
      List.of(),
      "trainer",
      "1 while the model learns nothing, after too many skipped batches in a row."),
  SNAPSHOT_TIME(
      Kind.HISTOGRAM,
      "snapshot_seconds",
      "s",
      List.of(),
      "trainer",
      "Checkpoint pause: how long training stands still to copy its state."),
  CHECKPOINT_TIME(
      Kind.HISTOGRAM,
      "checkpoint_seconds",
      "s",
      List.of(),
      "trainer",
      "From that copy until Flink says that the checkpoint is complete: the asynchronous write, and"
          + " waiting for every other task."),
  TRANSACTION_AGE(
      Kind.GAUGE,
      "transaction_age_seconds",
      "s",
      List.of(),
      "trainer",
      "Since the last complete checkpoint, or since the start before the first: how long what was"
          + " written has been invisible at most.");

  /** What Flink knows a metric as. */
  public enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  static final String GROUP = "tandem";
  private static final String OPERATOR_SCOPE = "flink_taskmanager_job_task_operator";
  private static final String ENUMERATOR_SCOPE =
      "flink_jobmanager_job_operator_coordinator_enumerator";

  private final Kind kind;
  private final String key;
  private final String unit;

  @SuppressWarnings("ImmutableEnumChecker") // each is a List.of
  private final List<String> labels;

  private final String operators;
  private final String sentence;

  JobMetric(
      Kind kind, String key, String unit, List<String> labels, String operators, String sentence) {
    this.kind = kind;
    this.key = key;
    this.unit = unit;
    this.labels = labels;
    this.operators = operators;
    this.sentence = sentence;
  }

  public Kind kind() {
    return kind;
  }

  /** Its name in Flink, within the groups of its labels. */
  public String key() {
    return key;
  }

  public String unit() {
    return unit;
  }

  /** Names of what tells its values apart. */
  public List<String> labels() {
    return labels;
  }

  /** Which operators have it. */
  public String operators() {
    return operators;
  }

  public String sentence() {
    return sentence;
  }

  /** Its name as Flink's reporter for Prometheus exposes it. */
  public String prometheusName() {
    String scope = this == UNREAD_PARTITIONS ? ENUMERATOR_SCOPE : OPERATOR_SCOPE;
    return Stream.of(List.of(scope, GROUP), labels, List.of(key))
        .flatMap(List::stream)
        .collect(Collectors.joining("_"));
  }
}
