package dev.tandem.trainer.settings;

import static dev.tandem.schemas.config.Option.ofChoice;
import static dev.tandem.schemas.config.Option.ofDouble;
import static dev.tandem.schemas.config.Option.ofInt;
import static dev.tandem.schemas.config.Option.ofList;
import static dev.tandem.schemas.config.Option.ofLong;
import static dev.tandem.schemas.config.Option.ofText;

import dev.tandem.learner.policy.Policies;
import dev.tandem.learner.spec.AdamSettings;
import dev.tandem.learner.spec.AugmentationSettings;
import dev.tandem.learner.spec.AugmentationType;
import dev.tandem.learner.spec.ObjectiveSettings;
import dev.tandem.learner.spec.PaceSettings;
import dev.tandem.learner.spec.PaceTarget;
import dev.tandem.learner.spec.PolicyOption;
import dev.tandem.learner.spec.ReadoutSettings;
import dev.tandem.learner.spec.RehearsalSettings;
import dev.tandem.learner.spec.RmsPropSettings;
import dev.tandem.learner.spec.ScheduleSettings;
import dev.tandem.learner.spec.SgdSettings;
import dev.tandem.learner.spec.WatchSettings;
import dev.tandem.schemas.config.Option;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Every setting of what the train job trains. */
public final class LearnerOptions {
  private static final AdamSettings ADAM = AdamSettings.defaults();
  private static final RmsPropSettings RMSPROP = RmsPropSettings.defaults();
  private static final PaceSettings PACE = PaceSettings.defaults();
  static final String AUGMENTATION_OFF = "off";

  private static final RehearsalSettings REHEARSAL = RehearsalSettings.defaults();

  public static final Option<String> PRESET =
      ofChoice(
          "learner.preset",
          "stream",
          Preset.NAMES,
          "Defaults of the other learner settings: as shipped, or the paper's form throughout.");
  public static final Option<String> POLICY =
      text(
          "learner.policy",
          "mlb",
          "one of " + String.join(", ", Policies.names()),
          "How the modalities share the learning.");
  public static final Option<String> OPTIMIZER =
      text("learner.optimizer", "adam", "an optimizer", "How parameters are updated.");
  public static final Option<Double> LEARNING_RATE =
      ofDouble(
          "learner.learning-rate",
          0,
          "must be >= 0",
          v -> v >= 0,
          "Step size; 0 for the optimizer's own: 0.002, of sgd 0.01.");
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
      share("learner.momentum", SgdSettings.defaults().momentum(), "Of sgd.");
  public static final Option<String> NESTEROV =
      ofChoice("learner.nesterov", "off", List.of("on", "off"), "Whether sgd looks ahead.");
  public static final Option<Double> ADAM_BETA1 =
      share("learner.adam-beta1", ADAM.beta1(), "Decay of the first moment, of adam and adamw.");
  public static final Option<Double> ADAM_BETA2 =
      share("learner.adam-beta2", ADAM.beta2(), "Decay of the second moment, of adam and adamw.");
  public static final Option<Double> ADAM_EPSILON =
      positive(
          "learner.adam-epsilon",
          ADAM.epsilon(),
          "Added to the root of the second moment, of adam and adamw.");
  public static final Option<Double> RMSPROP_ALPHA =
      share("learner.rmsprop-alpha", RMSPROP.alpha(), "Decay of the mean square, of rmsprop.");
  public static final Option<Double> RMSPROP_EPSILON =
      positive("learner.rmsprop-epsilon", RMSPROP.epsilon(), "Added to its root, of rmsprop.");
  public static final Option<Double> RMSPROP_MOMENTUM =
      share("learner.rmsprop-momentum", RMSPROP.momentum(), "Of the scaled gradient, of rmsprop.");
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
      ofDouble(
          "learner.alpha",
          PACE.alpha(),
          "must be > 0",
          v -> v > 0,
          "Steepness of the pace, of mlb, ogm, ogm-ge and agm.");
  public static final Option<Double> BETA_MAX =
      ofDouble(
          "learner.beta-max",
          PACE.betaMax(),
          "must be >= 1",
          v -> v >= 1,
          "Upper bound of the pace, of mlb.");
  public static final Option<Double> SCORE_HALF_LIFE =
      ofDouble(
          "learner.score-half-life",
          0,
          "must be >= 0",
          v -> v >= 0,
          "Half-life of the scores in samples; 0 for the scores of the batch alone.");
  public static final Option<String> BRAKE =
      ofChoice(
          "learner.brake",
          "on",
          List.of("on", "off"),
          "Whether a pace may fall below 1, of any policy.");
  public static final Option<String> PACE_APPLIES_TO =
      ofText(
          "learner.pace-applies-to",
          "",
          "must be update or gradient",
          value -> value.isEmpty() || PaceTarget.texts().contains(value),
          "What the pace multiplies, of a policy that has one; empty for update, or gradient where"
              + " the pace is a part of those (docs/policies.md).");
  public static final Option<Double> DEAD_ZONE =
      share(
          "learner.dead-zone",
          PACE.deadZone(),
          "Half-width of the zone around a ratio of 1 in which its pace is 1, of policies that go"
              + " by ratios.");
  public static final Option<String> GUARD =
      ofChoice(
          "learner.dead-modality-guard",
          "off",
          List.of("on", "off"),
          "Whether every pace is 1 while a modality is dark or mute; needs a half-life of scores.");
  public static final Option<String> LOSS =
      text(
          "learner.loss",
          "",
          "one of " + String.join(", ", ObjectiveSettings.names()) + "; empty for the task's first",
          "What is minimised: cross-entropy of classes; mse, or ccc, of trainer.targets.");
  public static final Option<List<String>> LOSS_WEIGHTS =
      ofList(
          "learner.loss-weights",
          "",
          "heads with a weight of at least 0 each, such as fused=1,audio=0.5",
          "What the loss of each head counts for; 1 for those that are not named.");
  public static final Option<Double> LABEL_SMOOTHING =
      ofDouble(
          "learner.label-smoothing",
          0,
          "must be >= 0 and < 1",
          v -> v >= 0 && v < 1,
          "Share of a label that is spread over all classes.");
  public static final Option<List<String>> AUGMENT =
      augmentation(
          AugmentationSettings.OF_NEW,
          "How new clips are changed before they are learned from (docs/augmentation.md); never"
              + " before they are answered.");
  public static final Option<Integer> REHEARSAL_CLIPS =
      ofInt(
          "learner.rehearsal-clips",
          REHEARSAL.clips(),
          1,
          10_000_000,
          "Most clips that are kept to learn from again, shared equally by the classes.");
  public static final Option<Long> REHEARSAL_BYTES =
      ofLong(
          "learner.rehearsal-bytes",
          REHEARSAL.maxBytes(),
          "Most bytes of features that are kept, 2 for each value; they are in every checkpoint.");
  public static final Option<Integer> UPDATES_PER_BATCH =
      ofInt(
          "learner.updates-per-batch",
          REHEARSAL.updatesPerBatch(),
          0,
          1000,
          "Updates on earlier clips after each new batch; 0 keeps none.");
  public static final Option<List<String>> REHEARSAL_AUGMENT =
      augmentation(
          AugmentationSettings.OF_REPLAYS,
          "How earlier clips are changed, anew each time that one is learned from again.");
  public static final Option<String> AVERAGING =
      ofChoice(
          "learner.averaging",
          ReadoutSettings.defaults().averaging(),
          ReadoutSettings.AVERAGINGS,
          "Whether a moving average of the parameters answers too.");
  public static final Option<String> READOUT =
      ofChoice(
          "learner.readout",
          ReadoutSettings.defaults().readout(),
          ReadoutSettings.READOUTS,
          "What answers as fused: the fused head, or a mixture of all heads by what was right"
              + " lately.");
  public static final Option<String> DRIFT =
      ofChoice(
          "learner.drift",
          WatchSettings.defaults().drift(),
          WatchSettings.DRIFTS,
          "Whether a rise of a head's error is told, and shortens the window of the scores.");
  public static final Option<Integer> MAX_SKIPPED =
      ofInt(
          "learner.max-skipped",
          WatchSettings.defaults().maxSkipped(),
          1,
          1_000_000,
          "Batches in a row without a finite loss and gradient after which learning halts.");
  public static final Option<String> INIT_FROM =
      text(
          "learner.init-from",
          "",
          "a path or URI of one of Flink's file systems, such as file:///models/av.safetensors",
          "File of float32 tensors, as tandem models export writes it, or torchvision's resnet18 for"
              + " all such encoders (docs/pretrained.md), that a model without state begins with; what it lacks follows from the seed. It names no outputs: they are taken"
              + " to be those of the settings, in their order. Empty for nothing.");
  public static final Option<List<String>> FREEZE =
      ofList(
          "learner.freeze",
          "",
          "names of groups with commas between them, such as encoder.audio,fusion",
          "Groups of parameters that stay as they are: encoder.M, head.M and fusion.M of modality"
              + " M, and fusion for what no modality owns.");
  public static final Option<String> DEVICE =
      text(
          "learner.device",
          "cpu",
          "cpu, gpu, gpu:N or cpu-tensors",
          "Where the learner computes: the processor, or a CUDA device, the first or by its number"
              + " (docs/gpu.md). cpu-tensors does on the processor what a GPU would, for tests.");
  public static final Option<Integer> THREADS =
      ofInt("learner.threads", 1, 1, 1024, "Threads of PyTorch, for the whole process.");

  /** Those that one policy alone has. */
  static final List<Option<String>> OF_POLICIES =
      Policies.options().stream().map(LearnerOptions::ofPolicy).toList();

  /** Those of them that stay as they are for the life of a model's state. */
  static final List<Option<String>> STAYING_OF_POLICIES =
      OF_POLICIES.stream().filter(LearnerOptions::stays).toList();

  private static final List<Option<?>> OF_ALL_POLICIES =
      List.of(
          PRESET,
          POLICY,
          OPTIMIZER,
          LEARNING_RATE,
          SCHEDULE,
          SCHEDULE_WARM_UP,
          SCHEDULE_PERIOD,
          SCHEDULE_FLOOR,
          MOMENTUM,
          NESTEROV,
          ADAM_BETA1,
          ADAM_BETA2,
          ADAM_EPSILON,
          RMSPROP_ALPHA,
          RMSPROP_EPSILON,
          RMSPROP_MOMENTUM,
          WEIGHT_DECAY,
          CLIP_NORM,
          ALPHA,
          BETA_MAX,
          SCORE_HALF_LIFE,
          BRAKE,
          PACE_APPLIES_TO,
          DEAD_ZONE,
          GUARD,
          LOSS,
          LOSS_WEIGHTS,
          LABEL_SMOOTHING,
          AUGMENT,
          REHEARSAL_CLIPS,
          REHEARSAL_BYTES,
          UPDATES_PER_BATCH,
          REHEARSAL_AUGMENT,
          AVERAGING,
          READOUT,
          DRIFT,
          MAX_SKIPPED,
          INIT_FROM,
          FREEZE,
          DEVICE,
          THREADS);

  /** All of them, in the order of the documentation. */
  public static final List<Option<?>> ALL =
      Stream.concat(OF_ALL_POLICIES.stream(), OF_POLICIES.stream()).toList();

  private LearnerOptions() {}

  private static boolean stays(Option<String> option) {
    return Policies.options().stream()
        .anyMatch(own -> own.stays() && own.key().equals(option.key()));
  }

  private static Option<String> ofPolicy(PolicyOption option) {
    return new Option<>(
        option.key(),
        option.type(),
        option.standard(),
        option.range(),
        option.sentence(),
        Function.identity(),
        option.allowed());
  }

  private static Option<List<String>> augmentation(String key, String sentence) {
    return ofList(
        key,
        AUGMENTATION_OFF,
        "off, or names of "
            + String.join(", ", AugmentationType.names())
            + " with + between them, for some modalities, such as"
            + " audio=time-mask+noise:0.1,video=crop+flip",
        sentence);
  }

  private static Option<Double> share(String key, double fallback, String sentence) {
    return ofDouble(key, fallback, "must be >= 0 and < 1", v -> v >= 0 && v < 1, sentence);
  }

  private static Option<Double> positive(String key, double fallback, String sentence) {
    return ofDouble(key, fallback, "must be > 0", v -> v > 0, sentence);
  }

  private static Option<String> text(String key, String fallback, String range, String sentence) {
    return ofText(key, fallback, range, value -> true, sentence);
  }
}
