package dev.tandem.app.demo;

import dev.tandem.app.cluster.FlinkJob;
import dev.tandem.app.run.JobStarter;
import dev.tandem.app.run.ResumePoints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

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
    FlinkJob train = starter.train(points.of(TRAIN));
    points.started(TRAIN, train.id());
    FlinkJob assemble = starter.assemble(points.of(ASSEMBLE));
    points.started(ASSEMBLE, assemble.id());
    return new Jobs(List.of(new Named(TRAIN, train), new Named(ASSEMBLE, assemble)), points);
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
