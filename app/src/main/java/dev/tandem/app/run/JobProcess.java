package dev.tandem.app.run;

import dev.tandem.app.UsageException;
import dev.tandem.app.cluster.FlinkCluster;
import dev.tandem.app.cluster.FlinkJob;
import dev.tandem.trainer.job.TrainerOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** One job: submitted, watched, stopped with a savepoint. */
public final class JobProcess {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration STOPPING = Duration.ofSeconds(60);

  private final JobRole role;
  private final FlinkCluster cluster;
  private final JobStarter starter;
  private final ResumePoints points;
  private final PrintWriter out;

  public JobProcess(
      JobRole role,
      FlinkCluster cluster,
      JobStarter starter,
      ResumePoints points,
      PrintWriter out) {
    this.role = role;
    this.cluster = cluster;
    this.starter = starter;
    this.points = points;
    this.out = out;
  }

  /**
   * Starts the job and watches it for as long as {@code interruption} is there to be asked for.
   *
   * @param from a checkpoint or savepoint that the user names; else the newest there is
   * @param submitted once the job runs
   */
  public void run(Optional<Path> from, Optional<Interruption> interruption, Runnable submitted)
      throws TimeoutException {
    try (TrainedUntil until = starter.watchUntil(role.until(starter.settings()))) {
      FlinkJob job = submit(from, until.isAwaited());
      submitted.run();
      if (interruption.isPresent()) {
        watch(job, interruption.get(), until);
      }
    }
  }

  /** Returns when the job runs. One that runs already is left as it is. */
  private FlinkJob submit(Optional<Path> from, boolean bounded) {
    Optional<FlinkJob> running = running();
    if (running.isPresent()) {
      if (from.isPresent() || bounded) {
        throw new UsageException(
            "%s runs already as job %s; stop it before it goes on from elsewhere or to another end"
                .formatted(running.get().name(), running.get().id()));
      }
      say("%s runs already as job %s", running.get().name(), running.get().id());
      return running.get();
    }
    Optional<Path> restored = from.or(() -> points.of(role.word()));
    FlinkJob job = role.start(starter, restored);
    points.begins(role.word(), starter.settings().trainer().get(TrainerOptions.FROM));
    points.started(role.word(), job.id(), restored);
    say("%s runs as job %s%s", job.name(), job.id(), restored.map(p -> ", from " + p).orElse(""));
    return job;
  }

  /** Returns when {@code job} is stopped, as the user asked; throws when it fails. */
  private void watch(FlinkJob job, Interruption interruption, TrainedUntil until)
      throws TimeoutException {
    while (!interruption.awaitRequest(POLL) && !until.isReached()) {
      if (job.failure().isPresent()) {
        throw job.failure().get();
      }
    }
    stop(job);
  }

  /** Stops the job that runs on the cluster; throws {@link UsageException} where there is none. */
  public void stop() throws TimeoutException {
    stop(
        running()
            .orElseThrow(
                () -> new UsageException("no job %s runs".formatted(role.jobName(starter)))));
  }

  private void stop(FlinkJob job) throws TimeoutException {
    Path savepoint = job.stop(STOPPING);
    points.stopped(role.word(), savepoint);
    say("%s stopped; the next start goes on from %s", job.name(), savepoint);
  }

  private Optional<FlinkJob> running() {
    return cluster.running(role.jobName(starter));
  }

  private void say(String format, Object... values) {
    out.println(String.format(format, values));
    out.flush();
  }
}
