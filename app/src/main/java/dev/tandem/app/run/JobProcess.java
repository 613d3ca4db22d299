package dev.tandem.app.run;

import dev.tandem.app.view.Narrator;
import dev.tandem.cluster.FlinkCluster;
import dev.tandem.cluster.FlinkJob;
import dev.tandem.cluster.Interruption;
import dev.tandem.cluster.JobTasks;
import dev.tandem.schemas.UsageException;
import dev.tandem.trainer.settings.TrainerOptions;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** One job: submitted, watched, stopped with a savepoint. */
public final class JobProcess {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration STARTING_POLL = Duration.ofMillis(100);
  private static final Duration STOPPING = Duration.ofSeconds(60);

  /** Of a job on a cluster, which may lack a TaskManager. */
  private static final Duration STARTING = Duration.ofMinutes(2);

  private final JobRole role;
  private final FlinkCluster cluster;
  private final JobStarter starter;
  private final ResumePoints points;
  private final Occupancy occupancy;
  private final Narrator narrator;

  /**
   * @param points of the job's folder, which {@code occupancy} keeps from others
   */
  public JobProcess(
      JobRole role,
      FlinkCluster cluster,
      JobStarter starter,
      ResumePoints points,
      Occupancy occupancy,
      Narrator narrator) {
    this.role = role;
    this.cluster = cluster;
    this.starter = starter;
    this.points = points;
    this.occupancy = occupancy;
    this.narrator = narrator;
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
      Optional<FlinkJob> running = running();
      if (running.isPresent()) {
        requireSame(running.get(), from.isPresent() || until.isAwaited());
      }
      FlinkJob job = running.isPresent() ? running.get() : submit(from, interruption);
      submitted.run();
      if (interruption.isPresent()) {
        watch(job, interruption.get(), until);
      }
    }
  }

  /** One that runs already is left as it is, if it is the one that is meant. */
  private void requireSame(FlinkJob job, boolean otherwise) {
    if (own(job).isEmpty()) {
      throw new UsageException(
          "%s runs there already as job %s, which was not started from this --state; stop it first, with the --state that it was started from and --stop"
              .formatted(job.name(), job.id()));
    }
    if (otherwise) {
      throw new UsageException(
          "%s runs already as job %s; stop it before it goes on from elsewhere or to another end"
              .formatted(job.name(), job.id()));
    }
    narrator.say("%s runs already as job %s", job.name(), job.id());
    own(job).ifPresent(run -> points.started(role.word(), run));
    occupancy.settle();
  }

  /** How it was started, if it was from this state. */
  private Optional<JobRun> own(FlinkJob job) {
    return points.runsOf(role.word()).stream().filter(run -> run.id().equals(job.id())).findFirst();
  }

  /** Returns when the job runs. */
  private FlinkJob submit(Optional<Path> from, Optional<Interruption> interruption) {
    Optional<Path> restored = from.or(() -> points.of(role.word()));
    narrator.doing("checking the topics and submitting " + role.jobName(starter.settings()));
    JobStarter able = starter.goingOnFrom(restored);
    able.loss()
        .ifPresent(lost -> narrator.say("going on without what retention has taken: %s", lost));
    FlinkJob job = role.start(able, restored);
    JobRun run = run(job, restored);
    if (cluster.staysAt().isPresent()) {
      points.submitted(role.word(), run);
      occupancy.settle();
    }
    awaitRunning(job, interruption);
    points.started(role.word(), run);
    occupancy.settle();
    narrator.say(
        "%s runs as job %s%s", job.name(), job.id(), restored.map(p -> ", from " + p).orElse(""));
    return job;
  }

  private JobRun run(FlinkJob job, Optional<Path> restored) {
    return new JobRun(
        job.id(),
        cluster.staysAt().map(JobProcess::text),
        starter.settings().trainer().get(TrainerOptions.FROM),
        restored);
  }

  static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  /** Until each task has its state: what cannot be restored has failed by then. */
  private void awaitRunning(FlinkJob job, Optional<Interruption> interruption) {
    Instant deadline = Instant.now().plus(STARTING);
    narrator.doing(() -> starting(job));
    JobTasks tasks = job.tasks();
    while (!tasks.allRun()) {
      requireAlive(job);
      if (cluster.staysAt().isPresent() && Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "%s was submitted as job %s, but %d of its %d tasks run after %d s; see http://%s/#/job/%s/exceptions, and stop it with --stop if it never will"
                .formatted(
                    job.name(),
                    job.id(),
                    tasks.running(),
                    tasks.all(),
                    STARTING.toSeconds(),
                    text(cluster.staysAt().get()),
                    job.id()));
      }
      if (interruption.orElseGet(Interruption::new).awaitRequest(STARTING_POLL)) {
        throw new IllegalStateException(job.name() + " was interrupted while it started");
      }
      tasks = job.tasks();
    }
  }

  private static String starting(FlinkJob job) {
    JobTasks tasks = job.tasks();
    return "starting %s: %d of %d tasks run%s"
        .formatted(
            job.name(),
            tasks.running(),
            tasks.all(),
            tasks.failure().map("; it starts again, because "::concat).orElse(""));
  }

  private static void requireAlive(FlinkJob job) {
    job.failure()
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  /** Returns when {@code job} is stopped, as the user asked; throws when it fails. */
  private void watch(FlinkJob job, Interruption interruption, TrainedUntil until)
      throws TimeoutException {
    try (JobNews news = role.news(starter)) {
      narrator.doing(() -> watched(job, news));
      while (!interruption.awaitRequest(POLL) && !until.isReached()) {
        requireAlive(job);
        if (job.isOver()) {
          narrator.say("%s was stopped by another command", job.name());
          return;
        }
        news.poll();
      }
    }
    stop(job);
  }

  private static String watched(FlinkJob job, JobNews news) {
    return job.tasks().allRun() ? "%s: %s".formatted(job.name(), news.text()) : starting(job);
  }

  /** Stops the job that runs on the cluster; throws {@link UsageException} where there is none. */
  public void stop() throws TimeoutException {
    stop(
        running()
            .orElseThrow(
                () ->
                    new UsageException(
                        "no job %s runs".formatted(role.jobName(starter.settings())))));
    occupancy.settle();
  }

  private void stop(FlinkJob job) throws TimeoutException {
    narrator.doing("stopping %s with a savepoint".formatted(job.name()));
    Path savepoint = job.stop(STOPPING);
    points.stopped(role.word(), savepoint);
    narrator.say("%s stopped; the next start goes on from %s", job.name(), savepoint);
  }

  private Optional<FlinkJob> running() {
    return cluster.running(role.jobName(starter.settings()));
  }
}
