package dev.tandem.app.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** A job that was submitted to the embedded cluster. */
public final class FlinkJob {
  private final MiniCluster cluster;
  private final JobID id;
  private final String name;
  private final FlinkSettings settings;
  private final CompletableFuture<JobResult> result;

  FlinkJob(MiniCluster cluster, JobID id, String name, FlinkSettings settings) {
    this.cluster = cluster;
    this.id = id;
    this.name = name;
    this.settings = settings;
    this.result = cluster.requestJobResult(id);
  }

  /** Names the job's directory of checkpoints. */
  public String id() {
    return id.toHexString();
  }

  public String name() {
    return name;
  }

  /** Why the job has ended by itself; empty while it runs, restarts or was stopped. */
  public Optional<EmbeddedException> failure() {
    if (!result.isDone()) {
      return Optional.empty();
    }
    return result
        .handle((ended, lost) -> lost == null ? ended.getSerializedThrowable() : Optional.of(lost))
        .join()
        .map(Causes::root)
        .map(cause -> new EmbeddedException(name + " failed: " + cause.getMessage(), cause));
  }

  /** Whether every task of the job runs now. */
  public boolean isRunning() {
    return cluster.getJobStatus(id).join() == JobStatus.RUNNING;
  }

  /**
   * Takes a savepoint and ends the job, without closing its windows: what is open stays open in the
   * savepoint.
   *
   * @return where the savepoint lies
   */
  public Path stop(Duration deadline) throws TimeoutException {
    try {
      String path =
          cluster
              .stopWithSavepoint(
                  id,
                  settings.savepoints().toUri().toString(),
                  false,
                  SavepointFormatType.CANONICAL)
              .get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      return Path.of(URI.create(path));
    } catch (ExecutionException e) {
      throw new EmbeddedException(
          "%s cannot be stopped with a savepoint: %s".formatted(name, Causes.root(e).getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedException("interrupted while stopping " + name, e);
    }
  }

  /** Ends the job at once; what its last checkpoint has not seen is forgotten. */
  public void cancel() {
    cluster.cancelJob(id).join();
  }
}
