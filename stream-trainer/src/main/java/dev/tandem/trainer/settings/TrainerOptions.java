package dev.tandem.trainer.settings;

import static dev.tandem.schemas.config.Option.ofChoice;
import static dev.tandem.schemas.config.Option.ofDouble;
import static dev.tandem.schemas.config.Option.ofDuration;
import static dev.tandem.schemas.config.Option.ofInt;
import static dev.tandem.schemas.config.Option.ofList;
import static dev.tandem.schemas.config.Option.ofLong;
import static dev.tandem.schemas.config.Option.ofText;
import static dev.tandem.schemas.config.Option.ofTime;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.config.ByteSizes;
import dev.tandem.schemas.config.Option;
import dev.tandem.trainer.labels.LabelDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every setting of the train and assemble jobs; those of the learner are a page of their own. */
public final class TrainerOptions {
  static final String PAIRS = "must be NAME=VALUE pairs with commas between them";

  public static final Option<String> TOPICS_PREFIX =
      text("topics.prefix", "av", "a name", "First word of every topic's name.");

  // What a clip is
  public static final Option<List<String>> MODALITIES =
      ofList(
          "trainer.modalities",
          Topics.DEFAULT_MODALITIES,
          "must be at least two different names with commas between them",
          "The modalities, in the order in which they are listed everywhere.");
  public static final Option<List<String>> SHAPES =
      ofList(
          "trainer.shapes",
          "audio=40x98,video=3x28x28",
          PAIRS + ", such as audio=40x98,video=3x28x28",
          "Shape of each modality's features in a whole clip.");
  public static final Option<List<String>> EXTRACTORS =
      ofList(
          "trainer.extractors",
          "audio=log-mel/1,video=frame-stack/1",
          PAIRS + ", such as audio=log-mel/1,video=frame-stack/1",
          "Name and version of the extractor whose features are accepted, by modality.");
  public static final Option<List<String>> CLASSES =
      ofList(
          "trainer.classes",
          "0,1,2,3,4,5,6,7,8,9",
          "must be at least two different names with commas between them",
          "Names of the classes, in the order of the model's outputs.");
  public static final Option<List<String>> TARGETS =
      ofList(
          "trainer.targets",
          "",
          "different names with commas between them, such as valence,arousal",
          "Names of continuous targets, in the order of the model's outputs, which labels give the values of. Empty for classes; else trainer.classes says nothing.");
  public static final Option<Integer> MAX_CLASSES =
      ofInt(
          "trainer.max-classes",
          0,
          0,
          100_000,
          "How many classes the model may come to know: until then, a label of another name adds it, in the order of training. 0: only trainer.classes.");

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
  public static final Option<Duration> MAX_LEAP =
      ofDuration(
          "stream.max-leap",
          Duration.ofDays(1),
          false,
          "How far from the time of its partition a record may lie, ahead or behind, in event time; one that lies further is a dead letter. At least stream.expiry.");
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
          "Whether a label is decided when no earlier one and no correction can come, or at the first one, which nothing corrects then.");

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
  public static final Option<String> ACCEPTED_LOSS =
      ofText(
          "trainer.accepted-loss",
          "",
          "",
          any -> true,
          "What of the log retention had taken before it was read, for the provenance of versions."
              + " tandem train --accept-loss sets it.");
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
  public static final Option<Double> PUBLISH_GATE =
      ofDouble(
          "publish.gate",
          0,
          "must be >= 0 and < 1",
          v -> v >= 0 && v < 1,
          "How far a version's prequential accuracy may lie below that of the last one that was not"
              + " held; one that lies lower is held, and no consumer follows it before it is"
              + " released. 0 for no gate.");
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

  private static final List<Option<?>> OWN =
      List.of(
          TOPICS_PREFIX,
          MODALITIES,
          SHAPES,
          EXTRACTORS,
          CLASSES,
          TARGETS,
          MAX_CLASSES,
          WINDOW,
          TOMBSTONE,
          MAX_DRIFT,
          STREAM_EXPIRY,
          MAX_LEAP,
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
          ACCEPTED_LOSS,
          AT_UNTIL,
          ADMIT,
          PUBLISH_EVERY,
          PUBLISH_RETAIN,
          PUBLISH_DELIVERY,
          PUBLISH_GATE,
          INLINE_LIMIT,
          DIRECTORY,
          TRANSACTION_TIMEOUT);

  /** All of them, in the order of the documentation. */
  public static final List<Option<?>> ALL =
      Stream.of(OWN, NetworkOptions.ALL, LearnerOptions.ALL).flatMap(List::stream).toList();

  /** Those that stay as they are for the life of a model's state. The others may change. */
  public static final List<Option<?>> FIXED =
      Stream.<Option<?>>concat(
              Stream.of(
                  TOPICS_PREFIX,
                  MODALITIES,
                  SHAPES,
                  EXTRACTORS,
                  CLASSES,
                  TARGETS,
                  MODEL,
                  SEED,
                  LearnerOptions.POLICY,
                  NetworkOptions.ENCODERS,
                  NetworkOptions.WIDTHS,
                  NetworkOptions.REPRESENTATION,
                  NetworkOptions.NORMALIZATION,
                  NetworkOptions.RESNET_CHANNELS,
                  NetworkOptions.CONFORMER_DIMENSION,
                  NetworkOptions.CONFORMER_HEADS,
                  NetworkOptions.CONFORMER_LAYERS,
                  NetworkOptions.CONFORMER_KERNEL,
                  NetworkOptions.FUSION,
                  NetworkOptions.FUSION_WIDTH,
                  NetworkOptions.FUSION_HEADS,
                  NetworkOptions.FUSION_LAYERS,
                  NetworkOptions.DROPOUT,
                  LearnerOptions.OPTIMIZER,
                  LearnerOptions.LOSS),
              LearnerOptions.STAYING_OF_POLICIES.stream())
          .toList();

  /** Those of them that joining clips depends on. */
  public static final List<Option<?>> FIXED_OF_CLIPS =
      List.of(TOPICS_PREFIX, MODALITIES, SHAPES, EXTRACTORS);

  private TrainerOptions() {}

  private static Option<String> text(String key, String fallback, String range, String sentence) {
    return ofText(key, fallback, range, value -> true, sentence);
  }
}
