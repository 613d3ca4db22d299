package dev.tandem.app.run;

import dev.tandem.app.settings.AppOptions;
import dev.tandem.app.settings.Settings;
import dev.tandem.cluster.FlinkJob;
import dev.tandem.schemas.TopicSpec;
import dev.tandem.schemas.config.Option;
import dev.tandem.scoring.ScoringJob;
import dev.tandem.serving.ServingOptions;
import dev.tandem.serving.ServingSettings;
import dev.tandem.trainer.job.AssembleJob;
import dev.tandem.trainer.job.TrainJob;
import dev.tandem.trainer.settings.TrainerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The jobs, which may share a directory of checkpoints. */
public enum JobRole {
  TRAIN("train", TrainerOptions.FIXED, List.of(TrainerOptions.MODEL)) {
    @Override
    Optional<String> name(Settings settings) {
      return Optional.of(settings.model());
    }

    @Override
    public String jobName(Settings settings) {
      return TrainJob.name(settings.model());
    }

    @Override
    FlinkJob start(JobStarter starter, Optional<Path> savepoint) {
      return starter.train(savepoint);
    }

    @Override
    JobNews news(JobStarter starter) {
      return starter.trainingNews();
    }

    @Override
    public List<TopicSpec> topics(Settings settings) {
      return NeededTopics.train(settings);
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
  ASSEMBLE("assemble", TrainerOptions.FIXED_OF_CLIPS, List.of()) {
    @Override
    public String jobName(Settings settings) {
      return AssembleJob.NAME;
    }

    @Override
    FlinkJob start(JobStarter starter, Optional<Path> savepoint) {
      return starter.assemble(savepoint);
    }

    @Override
    public List<TopicSpec> topics(Settings settings) {
      return NeededTopics.assemble(settings);
    }
  },
  SERVE(
      "serve",
      List.of(TrainerOptions.TOPICS_PREFIX, ServingOptions.MODEL, ServingOptions.GROUP),
      List.of(ServingOptions.MODEL, ServingOptions.GROUP)) {
    @Override
    Optional<String> name(Settings settings) {
      return Optional.of(ServingSettings.of(settings.serving()).inference().group());
    }

    @Override
    public String jobName(Settings settings) {
      return ScoringJob.name(ServingSettings.of(settings.serving()).delivery().model());
    }

    @Override
    FlinkJob start(JobStarter starter, Optional<Path> savepoint) {
      return starter.serve(savepoint);
    }

    @Override
    public List<TopicSpec> topics(Settings settings) {
      return NeededTopics.serve(settings);
    }
  };

  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // each is a List.of
  private final List<Option<?>> fixed;

  @SuppressWarnings("ImmutableEnumChecker") // each is a List.of
  private final List<Option<?>> identity;

  JobRole(String word, List<Option<?>> fixed, List<Option<?>> identity) {
    this.word = word;
    this.fixed = fixed;
    this.identity = identity;
  }

  /** Tells it from others of its kind; empty where there is one. */
  Optional<String> name(Settings settings) {
    return Optional.empty();
  }

  /** The settings that {@link #name} depends on. */
  List<Option<?>> identity() {
    return identity;
  }

  /** The settings that stay for the life of the job's state. */
  public List<Option<?>> fixed() {
    return fixed;
  }

  /** Names it in files and commands. */
  public String word() {
    return word;
  }

  /** What the job reads and writes. */
  public abstract List<TopicSpec> topics(Settings settings);

  /** As Flink shows it. */
  public abstract String jobName(Settings settings);

  /** When the job is to be stopped, in event time; empty where it is to go on. */
  public Optional<Instant> until(Settings settings) {
    return Optional.empty();
  }

  /** What is told of the job while it runs. */
  JobNews news(JobStarter starter) {
    return () -> "runs; Ctrl-C stops it with a savepoint";
  }

  /** Time between two checkpoints of the job. */
  public Duration checkpointInterval(Settings settings) {
    return settings.app().get(AppOptions.CHECKPOINT_INTERVAL);
  }

  abstract FlinkJob start(JobStarter starter, Optional<Path> savepoint);
}
