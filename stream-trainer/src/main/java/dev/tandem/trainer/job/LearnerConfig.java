package dev.tandem.trainer.job;

import dev.tandem.learner.spec.AdamSettings;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.ComputeSettings;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ObjectiveSettings;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.PaceSettings;
import dev.tandem.learner.spec.PaceTarget;
import dev.tandem.learner.spec.ReadoutSettings;
import dev.tandem.learner.spec.RehearsalSettings;
import dev.tandem.learner.spec.RmsPropSettings;
import dev.tandem.learner.spec.ScheduleSettings;
import dev.tandem.learner.spec.SgdSettings;
import dev.tandem.learner.spec.Task;
import dev.tandem.learner.spec.WatchSettings;
import dev.tandem.learner.spec.ComputeDevice;
import dev.tandem.schemas.config.Config;
import dev.tandem.trainer.assembly.ModalityContract;
import dev.tandem.trainer.labels.LabelSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads what the train job is to train from its settings. */
final class LearnerConfig {
  private LearnerConfig() {}

  static LearnerSettings of(Config config, JoinSettings join) {
    return new LearnerSettings(
        architecture(config, join),
        join.labelSpace().names(),
        config.get(LearnerOptions.POLICY),
        optimizer(config),
        pace(config),
        objective(config, join.labelSpace().task()),
        rehearsal(config),
        new ReadoutSettings(
            config.get(LearnerOptions.READOUT), config.get(LearnerOptions.AVERAGING)),
        new WatchSettings(config.get(LearnerOptions.DRIFT), config.get(LearnerOptions.MAX_SKIPPED)),
        config.get(TrainerOptions.SEED),
        new ComputeSettings(
            new ComputeDevice(config.get(LearnerOptions.DEVICE)),
            config.get(LearnerOptions.THREADS)));
  }

  private static Architecture architecture(Config config, JoinSettings join) {
    List<String> names = join.modalities();
    Map<String, String> types =
        config.get(LearnerOptions.ENCODERS).isEmpty()
            ? Map.of()
            : Pairs.texts(config, LearnerOptions.ENCODERS, names);
    Map<String, List<Integer>> widths =
        config.get(LearnerOptions.WIDTHS).isEmpty()
            ? Map.of()
            : Pairs.sizes(config, LearnerOptions.WIDTHS, names);
    List<ModalitySpec> modalities = new ArrayList<>();
    for (ModalityContract contract : join.contracts()) {
      EncoderSpec standard = standard(contract, types.get(contract.name()));
      EncoderSpec encoder =
          new EncoderSpec(
              standard.type(),
              widths.getOrDefault(contract.name(), standard.widths()),
              config.get(LearnerOptions.REPRESENTATION),
              config.get(LearnerOptions.NORMALIZATION));
      modalities.add(new ModalitySpec(contract.name(), contract.shape(), encoder));
    }
    LabelSpace space = join.labelSpace();
    return new Architecture(modalities, "late-linear", space.names().size(), space.task().text());
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
    double clipNorm = config.get(LearnerOptions.CLIP_NORM);
    return new OptimizerSettings(
        config.get(LearnerOptions.OPTIMIZER),
        config.get(LearnerOptions.LEARNING_RATE),
        schedule(config),
        clipNorm == 0 ? OptionalDouble.empty() : OptionalDouble.of(clipNorm),
        config.get(LearnerOptions.WEIGHT_DECAY),
        AdamSettings.defaults(),
        new SgdSettings(
            config.get(LearnerOptions.MOMENTUM), config.get(LearnerOptions.NESTEROV).equals("on")),
        RmsPropSettings.defaults(),
        Set.copyOf(config.get(LearnerOptions.FREEZE)));
  }

  private static ScheduleSettings schedule(Config config) {
    return new ScheduleSettings(
        config.get(LearnerOptions.SCHEDULE),
        config.get(LearnerOptions.SCHEDULE_WARM_UP),
        config.get(LearnerOptions.SCHEDULE_FLOOR),
        config.get(LearnerOptions.SCHEDULE_PERIOD));
  }

  private static ObjectiveSettings objective(Config config, Task task) {
    ObjectiveSettings standard = ObjectiveSettings.of(task);
    String loss = config.get(LearnerOptions.LOSS);
    return standard
        .withLoss(loss.isEmpty() ? standard.loss() : loss)
        .withLabelSmoothing(config.get(LearnerOptions.LABEL_SMOOTHING));
  }

  private static RehearsalSettings rehearsal(Config config) {
    return new RehearsalSettings(
        config.get(LearnerOptions.REHEARSAL_CLIPS),
        config.get(LearnerOptions.REHEARSAL_BYTES),
        config.get(LearnerOptions.UPDATES_PER_BATCH));
  }

  private static PaceSettings pace(Config config) {
    return PaceSettings.defaults()
        .withAlpha(config.get(LearnerOptions.ALPHA))
        .withAppliesTo(PaceTarget.parse(config.get(LearnerOptions.PACE_APPLIES_TO)))
        .withBetaMax(config.get(LearnerOptions.BETA_MAX))
        .withBrake(config.get(LearnerOptions.BRAKE).equals("on"))
        .withScoreHalfLife(config.get(LearnerOptions.SCORE_HALF_LIFE))
        .withGuard(config.get(LearnerOptions.GUARD).equals("on"));
  }
}
