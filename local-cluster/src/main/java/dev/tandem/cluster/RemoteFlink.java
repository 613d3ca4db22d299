package dev.tandem.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A Flink cluster of its own, reached by REST. Its processes must have Tandem's jars on their class
 * path and reach the directories of checkpoints and savepoints under the same names.
 */
public final class RemoteFlink implements FlinkCluster {
  private static final int CONNECT_MILLIS = 1500;

  private final InetSocketAddress address;
  private final Configuration configuration;
  private final RestClusterClient<String> client;
  private final FlinkSettings settings;
  private final Supplier<Distribution> distribution;

  private RemoteFlink(
      InetSocketAddress address,
      Configuration configuration,
      RestClusterClient<String> client,
      FlinkSettings settings,
      Supplier<Distribution> distribution) {
    this.address = address;
    this.configuration = configuration;
    this.client = client;
    this.settings = settings;
    this.distribution = distribution;
  }

  /**
   * The same, of a cluster that has just accepted a connection; throws {@link ClusterException} at
   * once where nothing does.
   */
  public static RemoteFlink answering(
      InetSocketAddress address, FlinkSettings settings, Supplier<Distribution> distribution) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.getHostString(), address.getPort()), CONNECT_MILLIS);
    } catch (IOException refusedOrUnknown) {
      throw new ClusterException(
          "no Flink cluster answers at %s:%d; start one, or name another with --target"
              .formatted(address.getHostString(), address.getPort()),
          refusedOrUnknown);
    }
    return at(address, settings, distribution);
  }

  /**
   * Connects when the first job is submitted.
   *
   * @param settings directory and checkpoint interval apply; ports and slots are the cluster's
   * @param distribution gives the jars that travel with each job
   */
  public static RemoteFlink at(
      InetSocketAddress address, FlinkSettings settings, Supplier<Distribution> distribution) {
    Configuration configuration = new Configuration();
    FlinkConfiguration.lastingJobs(configuration, settings);
    configuration.set(RestOptions.ADDRESS, address.getHostString());
    configuration.set(RestOptions.PORT, address.getPort());
    try {
      RestClusterClient<String> client = new RestClusterClient<>(configuration, "tandem");
      return new RemoteFlink(address, configuration, client, settings, distribution);
    } catch (Exception e) {
      throw new ClusterException(
          "no client for Flink at %s: %s".formatted(address, Causes.root(e).getMessage()), e);
    }
  }

  @Override
  public Optional<InetSocketAddress> staysAt() {
    return Optional.of(address);
  }

  @Override
  public URI webAddress() {
    return URI.create("http://%s:%d".formatted(address.getHostString(), address.getPort()));
  }

  @Override
  public StreamExecutionEnvironment environment(int parallelism) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createRemoteEnvironment(
            address.getHostString(), address.getPort(), configuration);
    environment.setParallelism(parallelism);
    return environment;
  }

  @Override
  public FlinkJob submit(
      StreamExecutionEnvironment environment, String name, Optional<Path> savepoint) {
    try {
      return job(start(environment.getStreamGraph(), name, savepoint), name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while submitting " + name, e);
    } catch (Exception e) {
      throw new ClusterException(
          "the job %s cannot be submitted to Flink at %s: %s"
              .formatted(name, address, Causes.root(e).getMessage()),
          e);
    }
  }

  @Override
  public Optional<FlinkJob> running(String name) {
    try {
      return client.listJobs().get().stream()
          .filter(job -> job.getJobName().equals(name))
          .filter(job -> !job.getJobState().isGloballyTerminalState())
          .findFirst()
          .map(job -> job(job.getJobId(), name));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while asking Flink for its jobs", e);
    } catch (Exception e) {
      throw new ClusterException(
          "Flink at %s does not tell its jobs: %s".formatted(address, Causes.root(e).getMessage()),
          e);
    }
  }

  private FlinkJob job(JobID id, String name) {
    return new RemoteJob(client, id, name, settings.savepoints());
  }

  private JobID start(StreamGraph graph, String name, Optional<Path> savepoint) throws Exception {
    graph.setJobName(name);
    savepoint.ifPresent(
        path ->
            graph.setSavepointRestoreSettings(
                SavepointRestoreSettings.forPath(
                    path.toUri().toString(), false, RecoveryClaimMode.CLAIM)));
    JobGraph job = graph.getJobGraph();
    for (Path jar : distribution.get().jobJars()) {
      job.addJar(new org.apache.flink.core.fs.Path(jar.toUri()));
    }
    return client.submitJob(job).get();
  }

  /** The jobs go on without this process. */
  @Override
  public void close() {
    client.close();
  }
}
