package dev.tandem.cluster;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A Flink cluster in this process, with REST and web UI on the loopback interface. */
public final class EmbeddedFlink implements FlinkCluster {
  private final MiniCluster cluster;
  private final Configuration configuration;
  private final FlinkSettings settings;
  private final URI webAddress;

  private EmbeddedFlink(
      MiniCluster cluster, Configuration configuration, FlinkSettings settings, URI webAddress) {
    this.cluster = cluster;
    this.configuration = configuration;
    this.settings = settings;
    this.webAddress = webAddress;
  }

  /** Returns when jobs can be submitted; throws {@link ClusterException} when it cannot start. */
  public static EmbeddedFlink start(FlinkSettings settings) {
    Configuration configuration =
        FlinkConfiguration.of(settings, settings.webPort().orElseGet(LoopbackPort::free));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(settings.slots())
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .build());
    try {
      Files.createDirectories(settings.directory().resolve("tmp"));
      Files.createDirectories(settings.savepoints());
      cluster.start();
      return new EmbeddedFlink(cluster, configuration, settings, cluster.getRestAddress().get());
    } catch (Exception e) {
      cluster.closeAsync().join();
      throw new ClusterException(
          "the embedded Flink cluster cannot start: " + Causes.root(e).getMessage(), e);
    }
  }

  @Override
  public URI webAddress() {
    return webAddress;
  }

  @Override
  public Optional<InetSocketAddress> staysAt() {
    return Optional.empty();
  }

  @Override
  public StreamExecutionEnvironment environment(int parallelism) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(parallelism);
    return environment;
  }

  /** Never: this cluster is as old as this process, which starts each job once. */
  @Override
  public Optional<FlinkJob> running(String name) {
    return Optional.empty();
  }

  @Override
  public FlinkJob submit(
      StreamExecutionEnvironment environment, String name, Optional<Path> savepoint) {
    StreamGraph graph = environment.getStreamGraph();
    graph.setJobName(name);
    JobGraph job = graph.getJobGraph();
    savepoint.ifPresent(
        path ->
            job.setSavepointRestoreSettings(
                SavepointRestoreSettings.forPath(
                    path.toUri().toString(), false, RecoveryClaimMode.CLAIM)));
    try {
      cluster.submitJob(job).get();
    } catch (Exception e) {
      throw new ClusterException(
          "the job %s cannot start: %s".formatted(name, Causes.root(e).getMessage()), e);
    }
    return new EmbeddedJob(cluster, job.getJobID(), name, settings);
  }

  @Override
  public void close() {
    cluster.closeAsync().join();
  }
}
