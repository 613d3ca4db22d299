package dev.tandem.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo.JobVertexDetailsInfo;

/** A job on a Flink cluster of its own. */
final class RemoteJob implements FlinkJob {
  private final RestClusterClient<String> client;
  private final JobID id;
  private final String name;
  private final Path savepoints;

  RemoteJob(RestClusterClient<String> client, JobID id, String name, Path savepoints) {
    this.client = client;
    this.id = id;
    this.name = name;
    this.savepoints = savepoints;
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
    try {
      JobStatus status = client.getJobStatus(id).get();
      return status.isGloballyTerminalState() && status != JobStatus.FINISHED
          ? Optional.of(
              new ClusterException(
                  "%s is %s; see the log of Flink's JobManager".formatted(name, status), null))
          : Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(
          new ClusterException(
              "%s cannot be asked for its state: %s".formatted(name, Causes.root(e).getMessage()),
              e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public JobTasks tasks() {
    try {
      Collection<JobVertexDetailsInfo> vertices =
          client.getJobDetails(id).get().getJobVertexInfos();
      return new JobTasks(
          vertices.stream()
              .mapToInt(one -> one.getTasksPerState().getOrDefault(ExecutionState.RUNNING, 0))
              .sum(),
          vertices.stream().mapToInt(JobVertexDetailsInfo::getParallelism).sum(),
          Optional.empty());
    } catch (ExecutionException notYet) {
      return JobTasks.UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return JobTasks.UNKNOWN;
    }
  }

  @Override
  public boolean isOver() {
    try {
      return client.getJobStatus(id).get().isGloballyTerminalState();
    } catch (ExecutionException unknown) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public Path stop(Duration deadline) throws TimeoutException {
    try {
      String path =
          client
              .stopWithSavepoint(
                  id, false, savepoints.toUri().toString(), SavepointFormatType.NATIVE)
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
