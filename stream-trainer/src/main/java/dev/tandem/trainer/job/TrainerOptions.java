package dev.tandem.trainer.job;

import static dev.tandem.schemas.config.Option.ofChoice;
import static dev.tandem.schemas.config.Option.ofDouble;
import static dev.tandem.schemas.config.Option.ofDuration;
import static dev.tandem.schemas.config.Option.ofInt;
import static dev.tandem.schemas.config.Option.ofLong;
import static dev.tandem.schemas.config.Option.ofText;
import static dev.tandem.schemas.config.Option.ofTime;

import dev.tandem.learner.ReadoutSettings;
import dev.tandem.learner.ScheduleSettings;
import dev.tandem.learner.WatchSettings;
import dev.tandem.schemas.config.ByteSizes;
import dev.tandem.schemas.config.Option;
import dev.tandem.trainer.labels.LabelDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Every setting of the train and assemble jobs. */
public final class TrainerOptions {
  private static final String PAIRS = "must be NAME=VALUE pairs with commas between them";

  public static final Option<String> TOPICS_PREFIX =
      text("topics.prefix", "av", "a name", "First word of every topic's name.");

  // What a clip is
  public static final Option<String> MODALITIES =
      text(
          "trainer.modalities",
          "audio,video",
          "must be at least two different names with commas between them",
          "The modalities, in the order in which they are listed everywhere.");
  public static final Option<String> SHAPES =
      text(
          "trainer.shapes",
          "audio=40x98,video=3x28x28",
          PAIRS + ", such as audio=40x98,video=3x28x28",
          "Shape of each modality's features in a whole clip.");
  public static final Option<String> EXTRACTORS =
      text(
          "trainer.extractors",
          "audio=log-mel/1,video=frame-stack/1",
          PAIRS + ", such as audio=log-mel/1,video=frame-stack/1",
          "Name and version of the extractor whose features are accepted, by modality.");
  public static final Option<String> CLASSES =
      text(
          "trainer.classes",
          "0,1,2,3,4,5,6,7,8,9",
          "must be at least two different names with commas between them",
          "Names of the classes, in the order of the model's outputs.");

  // Joining
  public static final Option<Duration> WINDOW =
      ofDuration(
          "join.window",
          Duration.ofSeconds(5),
          false,
          "How long after its clip time a clip waits for its parts, in event time.");
  public static final Option<Duration> TOMBSTONE =
      ofDuration(
          "join.tombstone",
          Duration.ofMinutes(1),
          true,
          "How long after its deadline a clip's id stays taken, in event time.");
  public static final Option<Duration> MAX_DRIFT =
      ofDuration(
          "join.max-drift",
          Duration.ofMinutes(10),
          false,
          "How far one source may run ahead of the others, in event time; bounds the open state.");
  public static final Option<Duration> STREAM_EXPIRY =
      ofDuration(
          "stream.expiry",
          Duration.ofMinutes(10),
          false,
          "A stream this far behind the others has vanished without an end mark, in event time.");
  public static final Option<Duration> LABEL_TIMEOUT =
      ofDuration(
          "label.timeout",
          Duration.ofSeconds(10),
          true,
          "How long after the join window a label may still become known, in event time.");
  public static final Option<String> LABEL_DECIDE =
      ofChoice(
          "label.decide",
          "earliest",
          LabelDecision.NAMES,
          "Whether a label is decided when no earlier one can come, or at the first one.");

  // Training
  public static final Option<String> MODEL =
      text("trainer.model", "av", "a name", "Name of the model; key of everything it publishes.");
  public static final Option<Integer> GENERATION =
      ofInt(
          "trainer.generation",
          1,
          1,
          1_000_000,
          "Generation of a model that begins without restored state.");
  public static final Option<String> OTHER_PLATFORM =
      ofChoice(
          "trainer.other-platform",
          "refuse",
          List.of("refuse", "next-generation"),
          "What to do with state from another engine, instruction set or thread count, on which"
              + " the same log gives other bytes.");
  public static final Option<Integer> BATCH_SIZE =
      ofInt("trainer.batch-size", 16, 1, 4096, "Most samples in one training step.");
  public static final Option<Duration> BATCH_MAX_WAIT =
      ofDuration(
          "trainer.batch-max-wait",
          Duration.ofMinutes(1),
          false,
          "A batch closes this long after its first sample's ready time, in event time.");
  public static final Option<Long> SEED =
      ofLong("trainer.seed", 0, "Seed of the initial parameters and of everything drawn.");

  public static final Option<Optional<Instant>> FROM =
      ofTime(
          "trainer.from",
          "Clip time of the first clips that count; earlier ones are excluded. Empty for all of the"
              + " log.");
  public static final Option<Optional<Instant>> UNTIL =
      ofTime(
          "trainer.until", "Ready time before which clips are trained. Empty to go on for ever.");
  public static final Option<String> AT_UNTIL =
      ofChoice(
          "trainer.at-until",
          "pause",
          List.of("pause", "finish"),
          "Whether the batch that is open at trainer.until stays open for those who go on, or is"
              + " trained and published.");
  public static final Option<Double> ADMIT =
      ofDouble(
          "trainer.admit",
          1,
          "must be > 0 and <= 1",
          v -> v > 0 && v <= 1,
          "Share of the clips that is trained, chosen by a hash of the clip id; the others are"
              + " skipped.");

  // Publication
  public static final Option<Integer> PUBLISH_EVERY =
      ofInt("publish.every", 20, 1, 1_000_000, "Steps from one published version to the next.");
  public static final Option<Integer> PUBLISH_RETAIN =
      ofInt("publish.retain", 20, 1, 10_000, "Versions that stay on the topics.");
  public static final Option<String> PUBLISH_DELIVERY =
      ofChoice(
          "publish.delivery",
          "exactly-once",
          List.of("exactly-once", "at-least-once"),
          "Whether a version is seen once it can never be taken back, or, sooner, once it is"
              + " written.");
  public static final Option<Long> INLINE_LIMIT =
      new Option<>(
          "publish.inline-limit",
          "bytes",
          "256MiB",
          "must be 0B to 2047MiB, such as 512KiB, 64MiB, 1GiB",
          "The largest payload that goes through the chunks topic; a larger one becomes a file in"
              + " publish.directory.",
          ByteSizes::parse,
          bytes -> bytes >= 0 && bytes <= 2047L << 20);
  public static final Option<String> DIRECTORY =
      text(
          "publish.directory",
          "",
          "a URI of one of Flink's file systems, such as file:///var/tandem/models",
          "Where payloads above publish.inline-limit lie; empty for nowhere.");
  public static final Option<Duration> TRANSACTION_TIMEOUT =
      ofDuration(
          "publish.transaction-timeout",
          Duration.ofMinutes(15),
          false,
          "After how long without a checkpoint the broker drops what the jobs have written; at most"
              + " its transaction.max.timeout.ms.");

  // The learner
  public static final Option<String> PRESET =
      ofChoice(
          "learner.preset",
          "stream",
          Preset.NAMES,
          "Defaults of the other learner settings: as shipped, or the paper's form throughout.");
  public static final Option<String> POLICY =
      text("learner.policy", "mlb", "a policy", "How the modalities share the learning.");
  public static final Option<String> ENCODERS =
      text(
          "learner.encoders",
          "",
          PAIRS + ", such as audio=cnn,video=mlp; empty for what fits the shapes",
          "Type of each modality's encoder.");
  public static final Option<String> WIDTHS =
      text(
          "learner.widths",
          "",
          PAIRS + ", such as audio=16x32,video=16x32; empty for what fits the shapes",
          "Hidden sizes or channels of each modality's encoder.");
  public static final Option<Integer> REPRESENTATION =
      ofInt("learner.representation", 64, 1, 65_536, "Size of each modality's representation.");
  public static final Option<String> NORMALIZATION =
      text("learner.normalization", "layer", "layer or none", "Normalisation in the encoders.");
  public static final Option<String> OPTIMIZER =
      text("learner.optimizer", "adam", "an optimizer", "How parameters are updated.");
  public static final Option<Double> LEARNING_RATE =
      ofDouble("learner.learning-rate", 0.002, "must be > 0", v -> v > 0, "Step size.");
  public static final Option<String> SCHEDULE =
      ofChoice(
          "learner.schedule",
          "constant",
          ScheduleSettings.names(),
          "How the step size goes on with the steps.");
  public static final Option<Integer> SCHEDULE_WARM_UP =
      ofInt(
          "learner.schedule-warm-up",
          0,
          0,
          Integer.MAX_VALUE,
          "Steps over which the step size rises to its full value.");
  public static final Option<Integer> SCHEDULE_PERIOD =
      ofInt(
          "learner.schedule-period",
          10_000,
          1,
          Integer.MAX_VALUE,
          "Steps from the full step size to the lowest, of cosine and cosine-restarts.");
  public static final Option<Double> SCHEDULE_FLOOR =
      ofDouble(
          "learner.schedule-floor",
          0,
          "must be >= 0 and < 1",
          v -> v >= 0 && v < 1,
          "Lowest step size of cosine and cosine-restarts, as a share of the full one.");
  public static final Option<Double> MOMENTUM =
      ofDouble("learner.momentum", 0.9, "must be >= 0 and < 1", v -> v >= 0 && v < 1, "Of sgd.");
  public static final Option<String> NESTEROV =
      ofChoice("learner.nesterov", "off", List.of("on", "off"), "Whether sgd looks ahead.");
  public static final Option<Double> WEIGHT_DECAY =
      ofDouble(
          "learner.weight-decay",
          0,
          "must be >= 0",
          v -> v >= 0,
          "PyTorch's weight decay: decoupled for adamw, else an L2 penalty.");
  public static final Option<Double> CLIP_NORM =
      ofDouble(
          "learner.clip-norm",
          0,
          "must be >= 0",
          v -> v >= 0,
          "Largest global gradient norm; 0 for no clipping.");
  public static final Option<Double> ALPHA =
      ofDouble("learner.alpha", 0.8, "must be > 0", v -> v > 0, "Steepness of the pace.");
  public static final Option<Double> BETA_MAX =
      ofDouble("learner.beta-max", 2, "must be >= 1", v -> v >= 1, "Upper bound of the pace.");
  public static final Option<Double> SCORE_HALF_LIFE =
      ofDouble(
          "learner.score-half-life",
          0,
          "must be >= 0",
          v -> v >= 0,
          "Half-life of the scores in samples; 0 for the scores of the batch alone.");
  public static final Option<String> BRAKE =
      ofChoice("learner.brake", "on", List.of("on", "off"), "Whether a pace may fall below 1.");
  public static final Option<String> PACE_APPLIES_TO =
      ofChoice(
          "learner.pace-applies-to",
          "update",
          List.of("update", "gradient"),
          "What the pace multiplies.");
  public static final Option<String> GUARD =
      ofChoice(
          "learner.dead-modality-guard",
          "off",
          List.of("on", "off"),
          "Whether every pace is 1 while a modality is dark or mute; needs a half-life of scores.");
  public static final Option<Double> LABEL_SMOOTHING =
      ofDouble(
          "learner.label-smoothing",
          0,
          "must be >= 0 and < 1",
          v -> v >= 0 && v < 1,
          "Share of a label that is spread over all classes.");
  public static final Option<Integer> REHEARSAL_CLIPS =
      ofInt(
          "learner.rehearsal-clips",
          2000,
          1,
          10_000_000,
          "Most clips that are kept to learn from again, shared equally by the classes.");
  public static final Option<Long> REHEARSAL_BYTES =
      ofLong(
          "learner.rehearsal-bytes",
          64L << 20,
          "Most bytes of features that are kept, 2 for each value; they are in every checkpoint.");
  public static final Option<Integer> UPDATES_PER_BATCH =
      ofInt(
          "learner.updates-per-batch",
          1,
          0,
          1000,
          "Updates on earlier clips after each new batch; 0 keeps none.");
  public static final Option<String> AVERAGING =
      ofChoice(
          "learner.averaging",
          "ema",
          ReadoutSettings.AVERAGINGS,
          "Whether a moving average of the parameters answers too.");
  public static final Option<String> READOUT =
      ofChoice(
          "learner.readout",
          "hedge",
          ReadoutSettings.READOUTS,
          "What answers as fused: the fused head, or a mixture of all heads by what was right"
              + " lately.");
  public static final Option<String> DRIFT =
      ofChoice(
          "learner.drift",
          "adwin",
          WatchSettings.DRIFTS,
          "Whether a rise of a head's error is told, and shortens the window of the scores.");
  public static final Option<Integer> MAX_SKIPPED =
      ofInt(
          "learner.max-skipped",
          10,
          1,
          1_000_000,
          "Batches in a row without a finite loss and gradient after which learning halts.");
  public static final Option<Integer> THREADS =
      ofInt("learner.threads", 1, 1, 1024, "Threads of PyTorch, for the whole process.");

  /** All of them, in the order of the documentation. */
  public static final List<Option<?>> ALL =
      List.of(
          TOPICS_PREFIX,
          MODALITIES,
          SHAPES,
          EXTRACTORS,
          CLASSES,
          WINDOW,
          TOMBSTONE,
          MAX_DRIFT,
          STREAM_EXPIRY,
          LABEL_TIMEOUT,
          LABEL_DECIDE,
          MODEL,
          GENERATION,
          OTHER_PLATFORM,
          BATCH_SIZE,
          BATCH_MAX_WAIT,
          SEED,
          FROM,
          UNTIL,
          AT_UNTIL,
          ADMIT,
          PUBLISH_EVERY,
          PUBLISH_RETAIN,
          PUBLISH_DELIVERY,
          INLINE_LIMIT,
          DIRECTORY,
          TRANSACTION_TIMEOUT,
          PRESET,
          POLICY,
          ENCODERS,
          WIDTHS,
          REPRESENTATION,
          NORMALIZATION,
          OPTIMIZER,
          LEARNING_RATE,
          SCHEDULE,
          SCHEDULE_WARM_UP,
          SCHEDULE_PERIOD,
          SCHEDULE_FLOOR,
          MOMENTUM,
          NESTEROV,
          WEIGHT_DECAY,
          CLIP_NORM,
          ALPHA,
          BETA_MAX,
          SCORE_HALF_LIFE,
          BRAKE,
          PACE_APPLIES_TO,
          GUARD,
          LABEL_SMOOTHING,
          REHEARSAL_CLIPS,
          REHEARSAL_BYTES,
          UPDATES_PER_BATCH,
          AVERAGING,
          READOUT,
          DRIFT,
          MAX_SKIPPED,
          THREADS);

  /** Those that stay as they are for the life of a model's state. The others may change. */
  public static final List<Option<?>> FIXED =
      List.of(
          TOPICS_PREFIX,
          MODALITIES,
          SHAPES,
          EXTRACTORS,
          CLASSES,
          MODEL,
          SEED,
          POLICY,
          ENCODERS,
          WIDTHS,
          REPRESENTATION,
          NORMALIZATION,
          OPTIMIZER);

  /** Those of them that joining clips depends on. */
  public static final List<Option<?>> FIXED_OF_CLIPS =
      List.of(TOPICS_PREFIX, MODALITIES, SHAPES, EXTRACTORS);

  private TrainerOptions() {}

  private static Option<String> text(String key, String fallback, String range, String sentence) {
    return ofText(key, fallback, range, value -> true, sentence);
  }
}
