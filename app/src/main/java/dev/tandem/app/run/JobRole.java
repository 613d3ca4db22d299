package dev.tandem.app.run;

import dev.tandem.app.cluster.FlinkJob;
import dev.tandem.app.settings.AppOptions;
import dev.tandem.app.settings.Settings;
import dev.tandem.schemas.config.Option;
import dev.tandem.serving.ServingOptions;
import dev.tandem.trainer.job.TrainerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The jobs, which may share a directory of checkpoints. */
public enum JobRole {
  TRAIN("train", TrainerOptions.FIXED) {
    @Override
    public String jobName(JobStarter starter) {
      return starter.trainName();
    }

    @Override
    FlinkJob start(JobStarter starter, Optional<Path> savepoint) {
      return starter.train(savepoint);
    }

    @Override
    public Optional<Instant> until(Settings settings) {
      return settings.trainer().get(TrainerOptions.UNTIL);
    }

    @Override
    public Duration checkpointInterval(Settings settings) {
      return CheckpointInterval.of(settings);
    }
  },
  ASSEMBLE("assemble", TrainerOptions.FIXED_OF_CLIPS) {
    @Override
    public String jobName(JobStarter starter) {
      return starter.assembleName();
    }

    @Override
    FlinkJob start(JobStarter starter, Optional<Path> savepoint) {
      return starter.assemble(savepoint);
    }
  },
  SERVE(
      "serve", List.of(TrainerOptions.TOPICS_PREFIX, ServingOptions.MODEL, ServingOptions.GROUP)) {
    @Override
    public String jobName(JobStarter starter) {
      return starter.serveName();
    }

    @Override
    FlinkJob start(JobStarter starter, Optional<Path> savepoint) {
      return starter.serve(savepoint);
    }
  };

  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // each is a List.of
  private final List<Option<?>> fixed;

  JobRole(String word, List<Option<?>> fixed) {
    this.word = word;
    this.fixed = fixed;
  }

  /** The settings that stay for the life of the job's state. */
  public List<Option<?>> fixed() {
    return fixed;
  }

  /** Names it in files and commands. */
  public String word() {
    return word;
  }

  /** As Flink shows it. */
  public abstract String jobName(JobStarter starter);

  /** When the job is to be stopped, in event time; empty where it is to go on. */
  public Optional<Instant> until(Settings settings) {
    return Optional.empty();
  }

  /** Time between two checkpoints of the job. */
  public Duration checkpointInterval(Settings settings) {
    return settings.app().get(AppOptions.CHECKPOINT_INTERVAL);
  }

  abstract FlinkJob start(JobStarter starter, Optional<Path> savepoint);
}
