package dev.tandem.trainer.job;

import dev.tandem.learner.AdamSettings;
import dev.tandem.learner.Architecture;
import dev.tandem.learner.EncoderSpec;
import dev.tandem.learner.LearnerSettings;
import dev.tandem.learner.ModalitySpec;
import dev.tandem.learner.ObjectiveSettings;
import dev.tandem.learner.OptimizerSettings;
import dev.tandem.learner.PaceSettings;
import dev.tandem.learner.PaceTarget;
import dev.tandem.learner.ReadoutSettings;
import dev.tandem.learner.RehearsalSettings;
import dev.tandem.learner.RmsPropSettings;
import dev.tandem.learner.ScheduleSettings;
import dev.tandem.learner.SgdSettings;
import dev.tandem.learner.Task;
import dev.tandem.learner.WatchSettings;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.config.ConfigException;
import dev.tandem.trainer.assembly.ModalityContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * The train job's settings, parsed and checked.
 *
 * @param otherPlatforms whether state of another platform is taken, as the next generation
 * @param admit share of the clips that is trained
 * @param given what the user set, for the provenance of every version
 */
public record TrainerSettings(
    JoinSettings join,
    LearnerSettings learner,
    String model,
    int generation,
    boolean otherPlatforms,
    int batchSize,
    PublicationSettings publication,
    double admit,
    Optional<Until> until,
    SortedMap<String, String> given) {

  /**
   * Where training stops.
   *
   * @param time ready time before which clips are trained, milliseconds since the epoch
   * @param finish train and publish what is open then
   */
  public record Until(long time, boolean finish) {}

  /** Throws {@link ConfigException} for a value that is not allowed. */
  public static TrainerSettings of(Config config) {
    try {
      JoinSettings join = JoinSettings.of(config);
      return new TrainerSettings(
          join,
          learner(Preset.applied(config), join),
          ModelKey.requireName(config.get(TrainerOptions.MODEL)),
          config.get(TrainerOptions.GENERATION),
          config.get(TrainerOptions.OTHER_PLATFORM).equals("next-generation"),
          config.get(TrainerOptions.BATCH_SIZE),
          PublicationSettings.of(config),
          config.get(TrainerOptions.ADMIT),
          until(config),
          config.asMap());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(e.getMessage());
    }
  }

  private static Optional<Until> until(Config config) {
    Optional<Instant> from = config.get(TrainerOptions.FROM);
    Optional<Instant> until = config.get(TrainerOptions.UNTIL);
    if (from.isPresent() && until.isPresent() && !until.get().isAfter(from.get())) {
      throw new ConfigException(
          "%s is %s; must be after %s, which is %s"
              .formatted(
                  TrainerOptions.UNTIL.key(), until.get(), TrainerOptions.FROM.key(), from.get()));
    }
    boolean finish = config.get(TrainerOptions.AT_UNTIL).equals("finish");
    return until.map(time -> new Until(time.toEpochMilli(), finish));
  }

  private static LearnerSettings learner(Config config, JoinSettings join) {
    return new LearnerSettings(
        architecture(config, join),
        join.classNames(),
        config.get(TrainerOptions.POLICY),
        optimizer(config),
        pace(config),
        objective(config),
        rehearsal(config),
        new ReadoutSettings(
            config.get(TrainerOptions.READOUT), config.get(TrainerOptions.AVERAGING)),
        new WatchSettings(config.get(TrainerOptions.DRIFT), config.get(TrainerOptions.MAX_SKIPPED)),
        config.get(TrainerOptions.SEED),
        config.get(TrainerOptions.THREADS));
  }

  private static Architecture architecture(Config config, JoinSettings join) {
    List<String> names = join.modalities();
    Map<String, String> types =
        config.get(TrainerOptions.ENCODERS).isEmpty()
            ? Map.of()
            : Pairs.texts(config, TrainerOptions.ENCODERS, names);
    Map<String, List<Integer>> widths =
        config.get(TrainerOptions.WIDTHS).isEmpty()
            ? Map.of()
            : Pairs.sizes(config, TrainerOptions.WIDTHS, names);
    List<ModalitySpec> modalities = new ArrayList<>();
    for (ModalityContract contract : join.contracts()) {
      EncoderSpec standard = standard(contract, types.get(contract.name()));
      EncoderSpec encoder =
          new EncoderSpec(
              standard.type(),
              widths.getOrDefault(contract.name(), standard.widths()),
              config.get(TrainerOptions.REPRESENTATION),
              config.get(TrainerOptions.NORMALIZATION));
      modalities.add(new ModalitySpec(contract.name(), contract.shape(), encoder));
    }
    return new Architecture(modalities, "late-linear", join.classNames().size());
  }

  /** The encoder that fits the shape, of the type that was asked for, if any. */
  private static EncoderSpec standard(ModalityContract contract, String type) {
    EncoderSpec fitting = EncoderSpec.forInput(contract.shape());
    if (type == null || type.equals(fitting.type())) {
      return fitting;
    }
    return new EncoderSpec(
        type, EncoderSpec.mlp(128).widths(), fitting.representation(), fitting.normalization());
  }

  private static OptimizerSettings optimizer(Config config) {
    double clipNorm = config.get(TrainerOptions.CLIP_NORM);
    return new OptimizerSettings(
        config.get(TrainerOptions.OPTIMIZER),
        config.get(TrainerOptions.LEARNING_RATE),
        schedule(config),
        clipNorm == 0 ? OptionalDouble.empty() : OptionalDouble.of(clipNorm),
        config.get(TrainerOptions.WEIGHT_DECAY),
        AdamSettings.defaults(),
        new SgdSettings(
            config.get(TrainerOptions.MOMENTUM), config.get(TrainerOptions.NESTEROV).equals("on")),
        RmsPropSettings.defaults());
  }

  private static ScheduleSettings schedule(Config config) {
    return new ScheduleSettings(
        config.get(TrainerOptions.SCHEDULE),
        config.get(TrainerOptions.SCHEDULE_WARM_UP),
        config.get(TrainerOptions.SCHEDULE_FLOOR),
        config.get(TrainerOptions.SCHEDULE_PERIOD));
  }

  private static ObjectiveSettings objective(Config config) {
    return ObjectiveSettings.of(Task.CLASSIFICATION)
        .withLabelSmoothing(config.get(TrainerOptions.LABEL_SMOOTHING));
  }

  private static RehearsalSettings rehearsal(Config config) {
    return new RehearsalSettings(
        config.get(TrainerOptions.REHEARSAL_CLIPS),
        config.get(TrainerOptions.REHEARSAL_BYTES),
        config.get(TrainerOptions.UPDATES_PER_BATCH));
  }

  private static PaceSettings pace(Config config) {
    return PaceSettings.defaults()
        .withAlpha(config.get(TrainerOptions.ALPHA))
        .withAppliesTo(PaceTarget.parse(config.get(TrainerOptions.PACE_APPLIES_TO)))
        .withBetaMax(config.get(TrainerOptions.BETA_MAX))
        .withBrake(config.get(TrainerOptions.BRAKE).equals("on"))
        .withScoreHalfLife(config.get(TrainerOptions.SCORE_HALF_LIFE))
        .withGuard(config.get(TrainerOptions.GUARD).equals("on"));
  }
}
