package dev.tandem.app.cluster;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A Flink cluster of its own, reached by REST. Its processes must have Tandem's jars on their class
 * path and reach the directories of checkpoints and savepoints under the same names.
 */
public final class RemoteFlink implements FlinkCluster {
  private final Configuration configuration;
  private final FlinkSettings settings;

  private RemoteFlink(Configuration configuration, FlinkSettings settings) {
    this.configuration = configuration;
    this.settings = settings;
  }

  /**
   * Connects when the first job is submitted.
   *
   * @param settings directory and checkpoint interval apply; ports and slots are the cluster's
   */
  public static RemoteFlink at(InetSocketAddress address, FlinkSettings settings) {
    Configuration configuration = new Configuration();
    FlinkConfiguration.jobs(configuration, settings);
    configuration.set(DeploymentOptions.TARGET, "remote");
    configuration.set(RestOptions.ADDRESS, address.getHostString());
    configuration.set(RestOptions.PORT, address.getPort());
    return new RemoteFlink(configuration, settings);
  }

  @Override
  public StreamExecutionEnvironment environment(int parallelism) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(parallelism);
    return environment;
  }

  @Override
  public FlinkJob submit(
      StreamExecutionEnvironment environment, String name, Optional<Path> savepoint) {
    StreamGraph graph = environment.getStreamGraph();
    graph.setJobName(name);
    savepoint.ifPresent(
        path ->
            graph.setSavepointRestoreSettings(
                SavepointRestoreSettings.forPath(
                    path.toUri().toString(), false, RecoveryClaimMode.CLAIM)));
    try {
      JobClient client = environment.executeAsync(graph);
      return new RemoteJob(client, name, settings.savepoints());
    } catch (Exception e) {
      throw new ClusterException(
          "the job %s cannot be submitted to Flink at %s:%d: %s"
              .formatted(
                  name,
                  configuration.get(RestOptions.ADDRESS),
                  configuration.get(RestOptions.PORT),
                  Causes.root(e).getMessage()),
          e);
    }
  }

  /** The jobs go on without this process. */
  @Override
  public void close() {}
}
