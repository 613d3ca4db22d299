package dev.tandem.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.app.run.StreamPosition;
import dev.tandem.tests.RunningTandem;
import dev.tandem.tests.TandemProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;

/**
 * A bounded feed is trained on a cluster whose processes are killed, and beside it in one process
 * that nobody disturbs. The models must be the same.
 */
final class Chaos {
  private static final String FEED = "synthetic:";

  /** So slow that it lasts for all kills. */
  private static final String PACED = FEED + "?rate=60";

  private static final String STREAM = "synthetic-1"; // as the undisturbed run names its own
  private static final int BATCH = 16;
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration QUIET = Duration.ofSeconds(30);
  private static final Duration POINT = Duration.ofSeconds(10);

  private final Path directory;
  private final long seed;
  private final long clips;
  private final Sabotage sabotage;
  private final List<Landed> landed = new ArrayList<>();

  /**
   * A kill that was done.
   *
   * @param signal always 9
   * @param reached whether the point was seen; the kill lands either way
   * @param duringSteps whether a step was written in the two seconds before
   * @param secondsToNextStep until the trainer wrote the next step after it was disturbed
   */
  record Landed(
      Victim victim,
      Point point,
      boolean reached,
      long pid,
      int signal,
      long step,
      boolean duringSteps,
      double secondsToNextStep) {}

  /** What came of it. */
  record Result(
      List<String> undisturbed,
      List<String> disturbed,
      SortedMap<Long, List<String>> steps,
      long committedTwice,
      List<Landed> kills) {}

  Chaos(Path directory, long seed, long clips, Sabotage sabotage) {
    this.directory = directory;
    this.seed = seed;
    this.clips = clips;
    this.sabotage = sabotage;
  }

  Result run(List<Kill> plan) throws IOException, InterruptedException {
    JsonNode report = undisturbed();
    try (TandemCluster cluster = TandemCluster.start(directory);
        TrainingWatch training = new TrainingWatch(cluster.bootstrapServers())) {
      String job = cluster.train(FEED, seed);
      FlinkWatch flink = new FlinkWatch(cluster.flink(), job);
      Feed feed = new Feed(cluster);
      try {
        for (Kill kill : plan) {
          until(training, PATIENCE, flink::isRunning);
          until(training, PATIENCE, () -> isFresh(training) || isDone(training));
          if (isDone(training)) {
            break;
          }
          if (sabotage == Sabotage.LOSE_BATCH && landed.isEmpty()) {
            feed.loseBatch();
          }
          landed.add(land(kill, cluster, flink, training, feed));
          System.out.println(landed.get(landed.size() - 1));
        }
        assertThat(feed.process.await(10)).as(feed.process.output()).isZero();
        until(training, PATIENCE, () -> isDone(training) || isQuiet(training));
        until(training, PATIENCE, () -> isQuiet(training));
      } finally {
        feed.process.kill();
      }
      return new Result(
          TandemProcess.digests(report),
          List.copyOf(training.versions().values()),
          training.steps(),
          training.twice(),
          landed);
    }
  }

  private JsonNode undisturbed() throws IOException, InterruptedException {
    return TandemProcess.demo(
        directory,
        "--feed",
        FEED,
        "--clips",
        Long.toString(clips),
        "--seed",
        Long.toString(seed),
        "--start",
        START.toString());
  }

  private Landed land(
      Kill kill, TandemCluster cluster, FlinkWatch flink, TrainingWatch training, Feed feed)
      throws IOException, InterruptedException {
    Instant pauseEnd = Instant.now().plusMillis(kill.pauseMillis());
    until(training, PATIENCE, () -> Instant.now().isAfter(pauseEnd));
    boolean reached = reach(kill.point(), cluster, flink, training);
    boolean duringSteps = isFresh(training);
    long step = training.newestStep();
    long pid = kill(kill.victim(), cluster, flink, feed);
    Instant killed = Instant.now();
    if (kill.victim() == Victim.JOB_MANAGER) {
      until(training, PATIENCE, () -> !flink.isRunning());
      until(training, PATIENCE, flink::isRunning);
    }
    Instant since = kill.victim() == Victim.JOB_MANAGER ? Instant.now() : killed;
    until(training, PATIENCE, () -> training.writtenAt().isAfter(since) || isDone(training));
    double seconds = Duration.between(killed, training.writtenAt()).toMillis() / 1000.0;
    if (kill.victim() == Victim.SUPERVISOR) {
      cluster.startAgain();
    }
    return new Landed(kill.victim(), kill.point(), reached, pid, 9, step, duringSteps, seconds);
  }

  /** Waits for the point; false where it did not come up. */
  private boolean reach(
      Point point, TandemCluster cluster, FlinkWatch flink, TrainingWatch training) {
    switch (point) {
      case STEP -> {
        long records = training.records();
        return seen(training, () -> training.records() > records);
      }
      case CHECKPOINT -> {
        return seen(training, () -> flink.checkpointsInProgress() > 0);
      }
      case COMMIT -> {
        int completed = flink.checkpointsCompleted();
        return seen(training, () -> flink.checkpointsCompleted() > completed);
      }
      case ASSEMBLY, RESTORE -> {
        // Only just started again: by another kill, of the TaskManager.
        flink.trainersTaskManager().ifPresent(cluster::kill);
        seen(training, () -> !flink.isRunning());
        return point == Point.RESTORE || seen(training, flink::isRunning);
      }
    }
    throw new IllegalStateException("no such point: " + point);
  }

  private long kill(Victim victim, TandemCluster cluster, FlinkWatch flink, Feed feed)
      throws IOException, InterruptedException {
    return switch (victim) {
      case TASK_MANAGER -> cluster.kill(flink.trainersTaskManager().orElse("taskmanager-1"));
      case JOB_MANAGER -> cluster.kill("jobmanager");
      case BROKER -> cluster.kill("broker");
      case SUPERVISOR -> cluster.kill("supervisor");
      case INGEST -> feed.killAndResume();
    };
  }

  /** Whether a step was written within the last two seconds. */
  private static boolean isFresh(TrainingWatch training) {
    return training.newestStep() > 0 && training.writtenAt().isAfter(Instant.now().minusSeconds(2));
  }

  /** Whether nothing has been written for so long that nothing will. */
  private static boolean isQuiet(TrainingWatch training) {
    return training.writtenAt().isBefore(Instant.now().minus(QUIET));
  }

  private boolean isDone(TrainingWatch training) {
    return training.steps().values().stream().mapToLong(List::size).sum() >= clips;
  }

  private static boolean seen(TrainingWatch training, BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(POINT);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        return false;
      }
      training.poll();
    }
    return true;
  }

  private static void until(TrainingWatch training, Duration atMost, BooleanSupplier condition) {
    await()
        .atMost(atMost)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .pollInSameThread()
        .until(
            () -> {
              training.poll();
              return condition.getAsBoolean();
            });
  }

  /** The feed's process. */
  private final class Feed {
    private final TandemCluster cluster;
    private RunningTandem process;

    Feed(TandemCluster cluster) throws IOException {
      this.cluster = cluster;
      this.process = start();
    }

    private RunningTandem start(String... more) throws IOException {
      List<String> options =
          new ArrayList<>(
              List.of(
                  "--clips",
                  Long.toString(clips),
                  "--seed",
                  Long.toString(seed),
                  "--stream",
                  STREAM,
                  "--start",
                  START.toString()));
      options.addAll(List.of(more));
      return cluster.ingest(PACED, options.toArray(String[]::new));
    }

    long killAndResume() throws IOException, InterruptedException {
      long pid = process.pid();
      process.kill();
      process = start("--resume");
      return pid;
    }

    /** As if the system had lost a batch: these clips are never published. */
    void loseBatch() throws IOException, InterruptedException {
      process.kill();
      long next =
          StreamPosition.resume(
              cluster.bootstrapServers(),
              List.of("av.features.audio.v1", "av.features.video.v1", "av.labels.v1"),
              STREAM);
      process = start("--first-clip", Long.toString(next + BATCH));
    }
  }
}
