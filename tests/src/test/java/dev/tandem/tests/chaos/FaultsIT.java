package dev.tandem.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.tests.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What is not there for a while, and then is again. */
@Tag("long")
class FaultsIT {
  private static final Duration BROKER_AWAY = Duration.ofSeconds(60);
  private static final int FAILED_CHECKPOINTS = 5;

  private static final int FROZEN_TIMES = 6;
  private static final Duration FROZEN = Duration.ofMillis(500);

  /** A restart and a checkpoint that times out, see decision 6. */
  private static final Duration BACK = Duration.ofSeconds(45);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void shouldGoOnWhereTheBrokerHasBeenAwayForAMinute() throws Exception {
    check(
        scene -> {
          long broker = scene.cluster().pid("broker");
          signal("STOP", broker);
          Instant back = Instant.now().plus(BROKER_AWAY);
          scene.within(BROKER_AWAY, () -> Instant.now().isAfter(back));
          signal("CONT", broker);
        });
  }

  @Test
  void shouldGoOnWhereCheckpointsHaveFailed() throws Exception {
    check(
        scene -> {
          Path checkpoints = scene.cluster().checkpoints("train");
          Path aside = checkpoints.resolveSibling("aside");
          Files.move(checkpoints, aside);
          Files.createFile(checkpoints); // no directory can be made there
          awaitFailures(scene);
          Files.delete(checkpoints);
          Files.move(aside, checkpoints);
        });
  }

  @Test
  void shouldGoOnWhereTheDiskOfCheckpointsWasFull() throws Exception {
    Path state = Files.createDirectories(directory.resolve("state-train"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", state.toString()),
        "needs the right to mount a small tmpfs");
    try {
      check(
          scene -> {
            Path ballast = state.resolve("ballast");
            run("dd", "if=/dev/zero", "of=" + ballast, "bs=1M"); // ends when the disk is full
            awaitFailures(scene);
            Files.delete(ballast);
          });
    } finally {
      run("umount", "-l", state.toString());
    }
  }

  @Test
  void shouldGoOnFromTheNewestCheckpointWhereFlinkHasForgottenItsJobs() throws Exception {
    check(Scene::loseFlink);
  }

  /**
   * A TaskManager that stands still while a checkpoint is under way, and then dies: events to its
   * sources wait for that checkpoint in the JobManager. Several times, as few hit the moment.
   */
  @Test
  void shouldGoOnSoonWhereTaskManagersFreezeDuringACheckpointAndDie() throws Exception {
    check(
        scene -> {
          List<Duration> back = new ArrayList<>();
          for (int i = 0; i < FROZEN_TIMES; i++) {
            back.add(freezeAndKill(scene));
          }
          assertThat(back).allSatisfy(time -> assertThat(time).isLessThan(BACK));
        });
  }

  /** Returns how long it took until steps ran and a checkpoint completed again. */
  private static Duration freezeAndKill(Scene scene) throws IOException, InterruptedException {
    scene.awaitSteps();
    scene.awaitSpare();
    String taskManager = scene.flink().trainersTaskManager().orElseThrow();
    long pid = scene.cluster().pid(taskManager);
    assertThat(scene.logs(Pattern.compile("Triggering checkpoint"), Patience.STANDSTILL)).isTrue();
    signal("STOP", pid);
    scene.within(FROZEN, () -> false);
    scene.cluster().kill(taskManager);
    Instant killed = Instant.now();
    scene.until(() -> scene.training().steppedAt().isAfter(killed));
    scene.awaitCheckpoints(2);
    return Duration.between(killed, Instant.now());
  }

  private void check(Chaos.Disturbance fault) throws IOException, InterruptedException {
    Chaos.Result result =
        new Chaos(directory, 1)
            .run(
                false,
                scene -> {
                  fault.on(scene);
                  scene.awaitSteps();
                });
    Check.nothingLostNothingTwice(result);
  }

  private static void awaitFailures(Scene scene) {
    int before = scene.flink().checkpointsFailed();
    scene.until(() -> scene.flink().checkpointsFailed() >= before + FAILED_CHECKPOINTS);
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    if (!run("kill", "-" + name, Long.toString(pid))) {
      throw new AssertionError("process %d takes no signal %s".formatted(pid, name));
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }
}
