package dev.tandem.trainer.settings;

import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.Task;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.config.ConfigException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The train job's settings, parsed and checked.
 *
 * @param otherPlatforms whether state of another platform is taken, as the next generation
 * @param initFrom file that a model without state begins with; empty for none
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
    String initFrom,
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
      LearnerSettings learner = LearnerConfig.of(Preset.applied(config), join);
      learner.requireRoomFor(join.labelSpace().most());
      PublicationSettings publication = PublicationSettings.of(config);
      requireAccuracies(join, publication);
      requirePairs(learner, config.get(TrainerOptions.BATCH_SIZE));
      return new TrainerSettings(
          join,
          learner,
          ModelKey.requireName(config.get(TrainerOptions.MODEL)),
          config.get(TrainerOptions.GENERATION),
          config.get(TrainerOptions.OTHER_PLATFORM).equals("next-generation"),
          config.get(TrainerOptions.BATCH_SIZE),
          config.get(LearnerOptions.INIT_FROM),
          publication,
          config.get(TrainerOptions.ADMIT),
          until(config),
          config.asMap());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(e.getMessage());
    }
  }

  private static void requireAccuracies(JoinSettings join, PublicationSettings publication) {
    if (publication.gate() > 0 && join.labelSpace().task() != Task.CLASSIFICATION) {
      throw new ConfigException(
          "%s is %s; must be 0 with %s: it compares accuracies, and targets have none"
              .formatted(
                  TrainerOptions.PUBLISH_GATE.key(),
                  publication.gate(),
                  TrainerOptions.TARGETS.key()));
    }
  }

  private static void requirePairs(LearnerSettings learner, int batchSize) {
    if (learner.objective().loss().equals("ccc") && batchSize < 2) {
      throw new ConfigException(
          "%s is %d; must be at least 2 with %s=ccc: one clip has no concordance"
              .formatted(TrainerOptions.BATCH_SIZE.key(), batchSize, LearnerOptions.LOSS.key()));
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
}
