package dev.tandem.app.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;

/** A job on a Flink cluster of its own. */
final class RemoteJob implements FlinkJob {
  private final JobClient client;
  private final String name;
  private final Path savepoints;

  RemoteJob(JobClient client, String name, Path savepoints) {
    this.client = client;
    this.name = name;
    this.savepoints = savepoints;
  }

  @Override
  public String id() {
    return client.getJobID().toHexString();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<ClusterException> failure() {
    try {
      JobStatus status = client.getJobStatus().get();
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
  public Path stop(Duration deadline) throws TimeoutException {
    try {
      String path =
          client
              .stopWithSavepoint(
                  false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
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
