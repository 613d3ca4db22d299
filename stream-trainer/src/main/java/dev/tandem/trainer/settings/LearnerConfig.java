package dev.tandem.trainer.settings;

import dev.tandem.learner.policy.Policies;
import dev.tandem.learner.spec.AdamSettings;
import dev.tandem.learner.spec.AugmentationSettings;
import dev.tandem.learner.spec.ComputeDevice;
import dev.tandem.learner.spec.ComputeSettings;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.LossWeights;
import dev.tandem.learner.spec.ObjectiveSettings;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.PaceSettings;
import dev.tandem.learner.spec.PaceTarget;
import dev.tandem.learner.spec.PolicySettings;
import dev.tandem.learner.spec.ReadoutSettings;
import dev.tandem.learner.spec.RehearsalSettings;
import dev.tandem.learner.spec.RmsPropSettings;
import dev.tandem.learner.spec.ScheduleSettings;
import dev.tandem.learner.spec.SgdSettings;
import dev.tandem.learner.spec.Task;
import dev.tandem.learner.spec.WatchSettings;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.config.Option;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what the train job is to train from its settings. */
final class LearnerConfig {
  private LearnerConfig() {}

  static LearnerSettings of(Config config, JoinSettings join) {
    return Policies.settled(given(config, join));
  }

  private static LearnerSettings given(Config config, JoinSettings join) {
    return new LearnerSettings(
        NetworkConfig.of(config, join),
        join.labelSpace().names(),
        config.get(LearnerOptions.POLICY),
        ofPolicies(config),
        optimizer(config),
        pace(config),
        objective(config, join.labelSpace().task()),
        augmentation(config, LearnerOptions.AUGMENT),
        rehearsal(config),
        new ReadoutSettings(
            config.get(LearnerOptions.READOUT), config.get(LearnerOptions.AVERAGING)),
        new WatchSettings(config.get(LearnerOptions.DRIFT), config.get(LearnerOptions.MAX_SKIPPED)),
        config.get(TrainerOptions.SEED),
        new ComputeSettings(
            new ComputeDevice(config.get(LearnerOptions.DEVICE)),
            config.get(LearnerOptions.THREADS)));
  }

  private static PolicySettings ofPolicies(Config config) {
    SortedMap<String, String> values = new TreeMap<>();
    for (Option<String> option : LearnerOptions.OF_POLICIES) {
      if (!config.get(option).equals(option.fallback())) {
        values.put(option.key(), config.get(option));
      }
    }
    return new PolicySettings(values);
  }

  private static OptimizerSettings optimizer(Config config) {
    double clipNorm = config.get(LearnerOptions.CLIP_NORM);
    String name = config.get(LearnerOptions.OPTIMIZER);
    double rate = config.get(LearnerOptions.LEARNING_RATE);
    return new OptimizerSettings(
        name,
        rate == 0 ? OptimizerSettings.standardRate(name) : rate,
        schedule(config),
        clipNorm == 0 ? OptionalDouble.empty() : OptionalDouble.of(clipNorm),
        config.get(LearnerOptions.WEIGHT_DECAY),
        new AdamSettings(
            config.get(LearnerOptions.ADAM_BETA1),
            config.get(LearnerOptions.ADAM_BETA2),
            config.get(LearnerOptions.ADAM_EPSILON)),
        new SgdSettings(
            config.get(LearnerOptions.MOMENTUM), config.get(LearnerOptions.NESTEROV).equals("on")),
        new RmsPropSettings(
            config.get(LearnerOptions.RMSPROP_ALPHA),
            config.get(LearnerOptions.RMSPROP_EPSILON),
            config.get(LearnerOptions.RMSPROP_MOMENTUM)),
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
        .withWeights(new LossWeights(Pairs.numbers(config, LearnerOptions.LOSS_WEIGHTS)))
        .withLabelSmoothing(config.get(LearnerOptions.LABEL_SMOOTHING));
  }

  private static RehearsalSettings rehearsal(Config config) {
    return new RehearsalSettings(
        config.get(LearnerOptions.REHEARSAL_CLIPS),
        config.get(LearnerOptions.REHEARSAL_BYTES),
        config.get(LearnerOptions.UPDATES_PER_BATCH),
        augmentation(config, LearnerOptions.REHEARSAL_AUGMENT));
  }

  private static AugmentationSettings augmentation(Config config, Option<List<String>> option) {
    return config.get(option).equals(List.of(LearnerOptions.AUGMENTATION_OFF))
        ? AugmentationSettings.off()
        : AugmentationSettings.parse(option.key(), Pairs.texts(config, option));
  }

  private static PaceSettings pace(Config config) {
    PaceSettings pace = PaceSettings.defaults();
    String target = config.get(LearnerOptions.PACE_APPLIES_TO);
    return (target.isEmpty() ? pace : pace.withAppliesTo(PaceTarget.parse(target)))
        .withAlpha(config.get(LearnerOptions.ALPHA))
        .withDeadZone(config.get(LearnerOptions.DEAD_ZONE))
        .withBetaMax(config.get(LearnerOptions.BETA_MAX))
        .withBrake(config.get(LearnerOptions.BRAKE).equals("on"))
        .withScoreHalfLife(config.get(LearnerOptions.SCORE_HALF_LIFE))
        .withGuard(config.get(LearnerOptions.GUARD).equals("on"));
  }
}
