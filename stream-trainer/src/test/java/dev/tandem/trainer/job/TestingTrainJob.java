package dev.tandem.trainer.job;

import dev.tandem.schemas.config.Config;
import dev.tandem.trainer.publication.LedgerSource;
import dev.tandem.trainer.settings.TrainerOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The train job as tests run it: a small learner, injected ends, a checkpoint at every turn. */
final class TestingTrainJob {
  private final CollectingSink models = new CollectingSink();
  private final CollectingSink training = new CollectingSink();
  private final CollectingSink deadLetters = new CollectingSink();
  private final TreeMap<String, String> settings = new TreeMap<>();

  /** {@code changes} of the small learner's settings. */
  TestingTrainJob(Map<String, String> changes) {
    settings.put("trainer.shapes", "audio=6,video=6");
    settings.put("trainer.extractors", "audio=raw/1,video=raw/1");
    settings.put("trainer.classes", String.join(",", RecordedLog.CLASSES));
    settings.put("learner.encoders", "audio=mlp,video=mlp");
    settings.put("learner.widths", "audio=8,video=8");
    settings.put("learner.representation", "8");
    settings.put("trainer.batch-size", "16");
    settings.put("publish.every", "4");
    settings.put("label.decide", "first");
    settings.putAll(changes);
  }

  /** Runs to the end of the log; what this and earlier runs left behind. */
  JobOutcome run(Replay replay, int parallelism) throws Exception {
    return run(replay, parallelism, Optional.empty());
  }

  /** The same, from a savepoint. */
  JobOutcome run(Replay replay, int parallelism, Optional<String> savepoint) throws Exception {
    environment(replay, parallelism, savepoint).execute();
    return outcome();
  }

  JobClient start(Replay replay, int parallelism, Optional<String> savepoint) throws Exception {
    return environment(replay, parallelism, savepoint).executeAsync();
  }

  private StreamExecutionEnvironment environment(
      Replay replay, int parallelism, Optional<String> savepoint) {
    Configuration configuration = configuration();
    savepoint.ifPresent(path -> configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(parallelism);
    new TrainJob(
            Config.of(settings, TrainerOptions.ALL),
            replay,
            new TrainJob.Sinks(models, LedgerSource.NONE, training, deadLetters),
            Clock.systemUTC())
        .build(env);
    return env;
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(10));
    // After a restart Flink may wait for one that never completes, see decision 6.
    configuration.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofSeconds(10));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
    return configuration;
  }

  JobOutcome outcome() {
    return new JobOutcome(models.records(), training.records(), deadLetters.records());
  }
}
