package dev.tandem.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.scheduler.ExecutionGraphInfo;

/** A job on the cluster in this process. */
final class EmbeddedJob implements FlinkJob {
  private final MiniCluster cluster;
  private final JobID id;
  private final String name;
  private final FlinkSettings settings;
  private final CompletableFuture<JobResult> result;

  EmbeddedJob(MiniCluster cluster, JobID id, String name, FlinkSettings settings) {
    this.cluster = cluster;
    this.id = id;
    this.name = name;
    this.settings = settings;
    this.result = cluster.requestJobResult(id);
  }

  @Override
  public String id() {
    return id.toHexString();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<ClusterException> failure() {
    if (!result.isDone()) {
      return Optional.empty();
    }
    return result
        .handle((ended, lost) -> lost == null ? ended.getSerializedThrowable() : Optional.of(lost))
        .join()
        .map(Causes::root)
        .map(cause -> new ClusterException(name + " failed: " + cause.getMessage(), cause));
  }

  @Override
  public JobTasks tasks() {
    return isOver()
        ? JobTasks.UNKNOWN
        : cluster
            .getExecutionGraphInfo(id)
            .handle((graph, ended) -> ended == null ? tasks(graph) : JobTasks.UNKNOWN)
            .join();
  }

  private static JobTasks tasks(ExecutionGraphInfo graph) {
    List<ExecutionState> states =
        StreamSupport.stream(
                graph.getArchivedExecutionGraph().getAllExecutionVertices().spliterator(), false)
            .map(AccessExecutionVertex::getExecutionState)
            .toList();
    int running = (int) states.stream().filter(ExecutionState.RUNNING::equals).count();
    return new JobTasks(
        running,
        states.size(),
        StreamSupport.stream(graph.getExceptionHistory().spliterator(), false)
            .reduce((earlier, later) -> later)
            .map(entry -> Causes.root(entry.getException()).getMessage()));
  }

  @Override
  public boolean isOver() {
    return result.isDone();
  }

  @Override
  public Path stop(Duration deadline) throws TimeoutException {
    try {
      String path =
          cluster
              .stopWithSavepoint(
                  id, settings.savepoints().toUri().toString(), false, SavepointFormatType.NATIVE)
              .get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      return Path.of(URI.create(path));
    } catch (ExecutionException e) {
      throw new ClusterException(
          "%s cannot be stopped with a savepoint: %s".formatted(name, Causes.root(e).getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while stopping " + name, e);
    }
  }
}
