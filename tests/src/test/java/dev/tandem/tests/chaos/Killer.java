package dev.tandem.tests.chaos;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** Carries out a plan's kills. */
final class Killer {
  private static final Duration POINT = Duration.ofSeconds(20);
  private static final Pattern RESTORING =
      Pattern.compile("trainer .*switched from DEPLOYING to INITIALIZING");
  private static final Pattern RESTORED =
      Pattern.compile("trainer .*switched from INITIALIZING to RUNNING");

  private final Scene scene;
  private final Pattern triggering;
  private final Pattern completed;

  Killer(Scene scene) {
    this.scene = scene;
    this.triggering = checkpoint("Triggering", scene.flink().job());
    this.completed = checkpoint("Completed", scene.flink().job());
  }

  /** Of the train job; the assemble job has its own. */
  private static Pattern checkpoint(String what, String job) {
    return Pattern.compile(what + " checkpoint \\d+ (.* )?for job " + job);
  }

  /** Returns when steps run again, and answers come. */
  Landed land(Kill kill) throws IOException, InterruptedException {
    scene.awaitSteps();
    if (kill.victim() == Victim.TASK_MANAGER || kill.point().isAfterAnotherKill()) {
      scene.awaitSpare();
    }
    scene.within(Duration.ofMillis(kill.pauseMillis()), () -> false);
    boolean reached = reach(kill.point());
    boolean duringSteps = scene.isStepping() && !kill.point().isAfterAnotherKill();
    long step = scene.training().newestStep();
    long records = scene.training().records();
    int answered = scene.answers().map(watch -> watch.answers().size()).orElse(0);
    long pid = kill(kill.victim());
    Instant killed = Instant.now();
    Instant next = next(kill.victim(), killed, records, answered);
    if (kill.victim() == Victim.SUPERVISOR) {
      scene.cluster().startAgain();
    }
    double seconds = Duration.between(killed, next).toMillis() / 1000.0;
    return new Landed(kill.victim(), kill.point(), reached, pid, 9, step, duringSteps, seconds);
  }

  /** Waits for the point while steps run; false where it did not come up. */
  private boolean reach(Point point) {
    if (point.isAfterAnotherKill()) {
      scene.flink().trainersTaskManager().ifPresent(scene.cluster()::kill);
      return scene.logs(point == Point.ASSEMBLY ? RESTORED : RESTORING, POINT);
    }
    return scene.within(POINT, () -> isAt(point) && scene.isStepping());
  }

  private boolean isAt(Point point) {
    return switch (point) {
      case BEFORE_COMMIT -> scene.logs(triggering, POINT);
      case DURING_COMMIT -> scene.logs(completed, POINT);
      case MID_STEP -> {
        long records = scene.training().records();
        yield scene.within(POINT, () -> scene.training().records() > records);
      }
      case ASSEMBLY, DURING_RESTORE -> throw new IllegalArgumentException(point + " has no steps");
    };
  }

  private long kill(Victim victim) throws IOException, InterruptedException {
    return switch (victim) {
      case TASK_MANAGER ->
          scene.cluster().kill(scene.flink().trainersTaskManager().orElse("taskmanager-1"));
      case JOB_MANAGER -> scene.cluster().kill("jobmanager");
      case BROKER -> scene.cluster().kill("broker");
      case SUPERVISOR -> scene.cluster().kill("supervisor");
      case INGEST -> scene.killFeed();
      case SERVING -> scene.killServing();
    };
  }

  private Instant next(Victim victim, Instant killed, long records, int answered) {
    if (victim == Victim.BROKER) { // steps go on meanwhile, of what is under way
      scene.until(() -> scene.training().records() > records);
      return Instant.now();
    }
    if (victim == Victim.SERVING) {
      scene.until(() -> scene.answers().orElseThrow().answers().size() > answered);
      return Instant.now();
    }
    Instant since = victim == Victim.JOB_MANAGER ? restarted() : killed;
    scene.until(() -> scene.training().steppedAt().isAfter(since));
    return scene.training().firstStepAfter(since).orElseThrow();
  }

  /** Steps go on until the tasks notice that their JobManager is gone. */
  private Instant restarted() {
    scene.until(() -> !scene.flink().isRunning());
    scene.until(scene.flink()::isRunning);
    return Instant.now();
  }
}
