package dev.tandem.app.demo;

import dev.tandem.app.run.JobStarter;
import dev.tandem.app.run.ResumePoints;
import dev.tandem.cluster.FlinkJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The two jobs of a run, and where the next run finds them. */
final class Jobs {
  private static final String TRAIN = "train";
  private static final String ASSEMBLE = "assemble";

  private record Named(String name, FlinkJob job) {}

  private final List<Named> jobs;
  private final ResumePoints points;

  private Jobs(List<Named> jobs, ResumePoints points) {
    this.jobs = jobs;
    this.points = points;
  }

  static Jobs start(JobStarter starter, ResumePoints points) {
    return new Jobs(
        List.of(start(TRAIN, starter::train, points), start(ASSEMBLE, starter::assemble, points)),
        points);
  }

  private static Named start(
      String name, Function<Optional<Path>, FlinkJob> start, ResumePoints points) {
    Optional<Path> restored = points.of(name);
    FlinkJob job = start.apply(restored);
    points.started(name, job.id(), restored);
    return new Named(name, job);
  }

  /** Throws if one of them has given up. */
  void check() {
    for (Named named : jobs) {
      named
          .job()
          .failure()
          .ifPresent(
              failure -> {
                throw failure;
              });
    }
  }

  /** With a savepoint each; nothing that is open is closed by it. */
  void stop(Duration deadline) {
    for (Named named : jobs) {
      try {
        Path savepoint = named.job().stop(deadline);
        points.stopped(named.name(), savepoint);
      } catch (TimeoutException e) {
        throw StageException.hung(Stage.STOPPING, deadline, named.job().name());
      }
    }
  }
}
