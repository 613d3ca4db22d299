package dev.tandem.cluster;

import java.time.Duration;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** Flink's configuration: of the cluster, and of the jobs that run on it. */
final class FlinkConfiguration {
  /**
   * The longest that a checkpoint may take before another is tried, in intervals, and at least.
   * After a restart, Flink can wait for one that never completes, see decision 6.
   */
  private static final int TIMEOUT_INTERVALS = 20;

  private static final Duration LEAST_TIMEOUT = Duration.ofSeconds(20);

  /** The same of jobs in this process, which restart then. */
  private static final Duration TIMEOUT_IN_PROCESS = Duration.ofMinutes(4);

  private static final int RESTARTS = 10;

  /** Ten of them wait for a task: two batches of clips, while the trainer takes a step. */
  private static final MemorySize NETWORK_BUFFER = MemorySize.parse("128k");

  private FlinkConfiguration() {}

  /** Of a cluster in this process and its jobs. */
  static Configuration of(FlinkSettings settings, int webPort) {
    Configuration configuration = new Configuration();
    cluster(configuration, settings, webPort);
    settings.metricsPort().ifPresent(port -> metrics(configuration, port));
    jobs(configuration, settings);
    configuration.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, TIMEOUT_IN_PROCESS);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, RESTARTS);
    return configuration;
  }

  /**
   * Of jobs on a cluster of its own, where nothing but a command ends them. A checkpoint that fails
   * is no reason to restart, which would not mend a full disk; what the broker no longer waits for
   * restarts them anyway.
   */
  static void lastingJobs(Configuration configuration, FlinkSettings settings) {
    jobs(configuration, settings);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, Integer.MAX_VALUE);
    configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    configuration.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, timeout(settings));
  }

  private static Duration timeout(FlinkSettings settings) {
    Duration intervals = settings.checkpointInterval().multipliedBy(TIMEOUT_INTERVALS);
    return intervals.compareTo(LEAST_TIMEOUT) > 0 ? intervals : LEAST_TIMEOUT;
  }

  private static void jobs(Configuration configuration, FlinkSettings settings) {
    checkpoints(configuration, settings);
    restarts(configuration);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(5));
  }

  private static void metrics(Configuration configuration, int port) {
    configuration.set(MetricOptions.REPORTERS_LIST, "prometheus");
    configuration.setString(
        "metrics.reporter.prometheus.factory.class",
        "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
    configuration.setString("metrics.reporter.prometheus.port", Integer.toString(port));
    // Names of topics and streams stay as they are.
    configuration.setString("metrics.reporter.prometheus.filterLabelValueCharacters", "false");
  }

  private static void cluster(Configuration configuration, FlinkSettings settings, int webPort) {
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.PORT, webPort);
    configuration.set(RestOptions.BIND_PORT, Integer.toString(webPort));
    configuration.set(WebOptions.SUBMIT_ENABLE, false);
    configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, settings.slots());
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(8));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    configuration.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, NETWORK_BUFFER);
    // What is under way waits for steps, and a barrier behind it.
    configuration.set(TaskManagerOptions.BUFFER_DEBLOAT_ENABLED, true);
    configuration.set(TaskManagerOptions.BUFFER_DEBLOAT_TARGET, Duration.ofMillis(200));
    String temporary = settings.directory().resolve("tmp").toString();
    configuration.set(CoreOptions.TMP_DIRS, temporary);
    configuration.set(WebOptions.TMP_DIR, temporary);
    configuration.set(BlobServerOptions.STORAGE_DIRECTORY, temporary);
    configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofMinutes(5));
  }

  private static void checkpoints(Configuration configuration, FlinkSettings settings) {
    configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, settings.checkpoints().toUri().toString());
    configuration.set(
        CheckpointingOptions.SAVEPOINT_DIRECTORY, settings.savepoints().toUri().toString());
    configuration.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
  }

  /** Quick at first, at most 10 s apart. */
  private static void restarts(Configuration configuration) {
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofMillis(200));
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(10));
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        Duration.ofSeconds(15));
  }
}
