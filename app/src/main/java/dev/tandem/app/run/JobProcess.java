package dev.tandem.app.run;

import dev.tandem.app.cluster.FlinkJob;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Runs one job until it fails or the user interrupts; then it stops with a savepoint. */
public final class JobProcess {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration STOPPING = Duration.ofSeconds(60);

  private final String role;
  private final ResumePoints points;
  private final Interruption interruption;
  private final PrintWriter out;

  /**
   * @param role names the job among those that share {@code points}
   */
  public JobProcess(String role, ResumePoints points, Interruption interruption, PrintWriter out) {
    this.role = role;
    this.points = points;
    this.interruption = interruption;
    this.out = out;
  }

  /**
   * Returns when the user has interrupted and the job is stopped.
   *
   * @param start starts the job, from a savepoint if there is one
   */
  public void run(Function<Optional<Path>, FlinkJob> start) throws TimeoutException {
    Optional<Path> restored = points.of(role);
    FlinkJob job = start.apply(restored);
    points.started(role, job.id(), restored);
    say("%s runs as job %s%s", job.name(), job.id(), restored.map(p -> ", from " + p).orElse(""));
    while (!interruption.awaitRequest(POLL)) {
      if (job.failure().isPresent()) {
        throw job.failure().get();
      }
    }
    Path savepoint = job.stop(STOPPING);
    points.stopped(role, savepoint);
    say("%s stopped; the next start goes on from %s", job.name(), savepoint);
  }

  private void say(String format, Object... values) {
    out.println(String.format(format, values));
    out.flush();
  }
}
