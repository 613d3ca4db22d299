package dev.tandem.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** A job that was submitted to a cluster. */
public interface FlinkJob {
  /** Names the job's directory of checkpoints. */
  String id();

  String name();

  /** Why the job has ended by itself; empty while it runs, restarts or was stopped. */
  Optional<ClusterException> failure();

  /** How its tasks are now; some that do not run while the job lives mean that it starts again. */
  JobTasks tasks();

  /** Whether it has ended, however it did. */
  boolean isOver();

  /**
   * Takes a savepoint and ends the job, without closing its windows: what is open stays open in the
   * savepoint.
   *
   * @return where the savepoint lies
   */
  Path stop(Duration deadline) throws TimeoutException;
}
