package dev.tandem.tests.chaos;

import dev.tandem.app.run.StreamPosition;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.tests.Patience;
import dev.tandem.tests.RunningTandem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A feed that is trained on a cluster of real processes, and whoever watches or disturbs it. */
final class Scene implements AutoCloseable {
  static final String FEED = "synthetic:";
  static final String STREAM = "synthetic-1"; // as the undisturbed run names its own
  static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  /** So slow that steps pause between batches, so quick that few seconds bring many. */
  private static final String PACED = FEED + "?rate=32";

  private static final List<String> TOPICS =
      List.of("av.features.audio.v1", "av.features.video.v1", "av.labels.v1");
  private static final int BATCH = 16;
  private static final Pattern RESUMED = Pattern.compile("goes on with clip (\\d+)");
  private static final Pattern PUBLISHED =
      Pattern.compile("(\\d+) clips and (\\d+) labels of stream");
  private static final String ENDLESS = "10000000";
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final long seed;
  private final TandemCluster cluster;
  private final TrainingWatch training;
  private final LogTail jobManager;
  private FlinkWatch flink;
  private final Optional<ServingWatch> answers;
  private final Optional<BlockedReaders> blocked;
  private Optional<RunningTandem> serving = Optional.empty();
  private RunningTandem feed;
  private boolean feeding;
  private long firstClip;
  private long lost;
  private int restarts;

  /**
   * Returns when steps run.
   *
   * @param served whether the assemble job and serving run, too
   * @param settings of the trainer, in pairs of {@code --set} and what is set
   */
  Scene(Path directory, long seed, boolean served, String... settings)
      throws IOException, InterruptedException {
    this.seed = seed;
    this.cluster = TandemCluster.start(directory);
    try {
      this.training = new TrainingWatch(cluster.bootstrapServers());
      this.jobManager = new LogTail(cluster.logs().resolve("jobmanager.log"));
      this.flink = new FlinkWatch(cluster.flink(), cluster.submit("train", FEED, seed, settings));
      this.answers =
          served ? Optional.of(new ServingWatch(cluster.bootstrapServers())) : Optional.empty();
      this.blocked =
          served ? Optional.of(new BlockedReaders(cluster.bootstrapServers())) : Optional.empty();
      if (served) {
        cluster.submit("assemble", FEED, seed);
        serving = Optional.of(cluster.serve());
      }
      this.feed = ingest("--clips", ENDLESS);
      feeding = true;
      awaitSteps();
    } catch (RuntimeException | IOException | InterruptedException | AssertionError e) {
      stopAll();
      throw e;
    }
  }

  TandemCluster cluster() {
    return cluster;
  }

  TrainingWatch training() {
    return training;
  }

  FlinkWatch flink() {
    return flink;
  }

  Optional<ServingWatch> answers() {
    return answers;
  }

  /** How readers of committed records fared. */
  Optional<BlockedReaders> blocked() {
    return blocked;
  }

  /** How often the feed ended by itself, as where it found no broker, and was started again. */
  int feedRestarts() {
    return restarts;
  }

  /** Whether a step was written within the last second. */
  boolean isStepping() {
    return training.steppedAt().isAfter(Instant.now().minus(FRESH));
  }

  /** Waits until the whole job runs and steps are taken. */
  void awaitSteps() {
    until(() -> flink.isRunning() && isStepping());
  }

  /** Waits until whatever was killed last is back, and more is written than was under way then. */
  private void awaitWell() {
    within(FRESH, () -> false); // until it is noticed
    until(cluster::isReady);
    long records = training.records();
    until(() -> training.records() > records);
    awaitSteps();
  }

  /** Waits until so many more of the job's checkpoints are complete. */
  void awaitCheckpoints(int more) {
    until(() -> flink.checkpointsCompleted() >= 0); // it answers
    int completed = flink.checkpointsCompleted();
    until(() -> flink.checkpointsCompleted() >= completed + more, flink::checkpointsCompleted);
  }

  /** Waits until each TaskManager is there, and the spare has nothing to load any more. */
  void awaitSpare() {
    until(() -> cluster.isReady() && cluster.warmTaskManagers() >= 2);
  }

  /** Whether the JobManager logs {@code pattern} within {@code atMost}, from now on. */
  boolean logs(Pattern pattern, Duration atMost) {
    jobManager.saw(pattern); // what was before
    return within(atMost, () -> jobManager.saw(pattern));
  }

  boolean within(Duration atMost, BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(atMost);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        return false;
      }
      poll();
    }
    return true;
  }

  /** Waits for what shows nothing of itself before it is done. */
  void until(BooleanSupplier condition) {
    until(condition, () -> "nothing to see");
  }

  /** Waits for as long as {@code figure} changes. */
  void until(BooleanSupplier condition, Supplier<?> figure) {
    Patience.until(
        () -> {
          poll();
          return condition.getAsBoolean();
        },
        figure);
  }

  private void poll() {
    training.poll();
    answers.ifPresent(ServingWatch::poll);
    blocked.ifPresent(BlockedReaders::poll);
    if (feeding && !feed.isAlive()) {
      restarts++;
      resumeFeed(); // as a service manager does it: there was no broker when it started
    }
  }

  private void resumeFeed() {
    try {
      feed = ingest("--clips", ENDLESS, "--resume");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills the feed's process and starts another that goes on; the id of the one that died. */
  long killFeed() throws InterruptedException {
    long pid = feed.pid();
    feed.kill();
    resumeFeed();
    return pid;
  }

  long killServing() throws IOException, InterruptedException {
    RunningTandem process = serving.orElseThrow();
    process.kill();
    serving = Optional.of(cluster.serve());
    return process.pid();
  }

  /** All processes die, and what Flink knows of its jobs is gone; the log and the state stay. */
  void loseFlink() throws IOException, InterruptedException {
    feeding = false;
    feed.kill();
    cluster.loseFlink();
    cluster.startAgain();
    flink =
        new FlinkWatch(
            cluster.flink(), cluster.submit("train", FEED, seed, "--from-checkpoint", "latest"));
    resumeFeed();
    feeding = true;
  }

  /** As if the system had lost a batch: these clips are never published. */
  void loseBatch() throws IOException, InterruptedException {
    feed.kill();
    long next = position();
    lost = BATCH;
    firstClip = next + lost;
    feed = ingest("--clips", ENDLESS, "--first-clip", Long.toString(firstClip));
  }

  /** Ends the feed; returns how many clips it had when all of them are trained and answered. */
  long end() throws IOException, InterruptedException {
    awaitWell();
    feeding = false;
    feed.terminate();
    long clips = clips(feed.output());
    if (!isLabelled(feed.output())) {
      feed = ingest("--clips", Long.toString(clips), "--resume");
      feed.await();
    }
    until(() -> training.trained() >= clips - lost, training::trained);
    answers.ifPresent(
        watch -> until(() -> watch.answers().size() >= clips - lost, () -> watch.answers().size()));
    awaitCheckpoints(2);
    within(FRESH, () -> false);
    serving.ifPresent(process -> until(() -> isLive(process, training.newestVersion())));
    return clips;
  }

  /** Whether each of its clips has its label; one that is stopped may keep the last to itself. */
  private static boolean isLabelled(String output) {
    Matcher published = PUBLISHED.matcher(output);
    return published.find() && published.group(1).equals(published.group(2));
  }

  /** Up to and with the last one of the run that said this. */
  private long clips(String output) {
    Matcher resumed = RESUMED.matcher(output);
    Matcher published = PUBLISHED.matcher(output);
    if (!published.find()) {
      throw new AssertionError(output);
    }
    long first = resumed.find() ? Long.parseLong(resumed.group(1)) : firstClip;
    return first + Long.parseLong(published.group(1));
  }

  private static boolean isLive(RunningTandem serving, int version) {
    return serving.output().contains("av@1.%d is live".formatted(version));
  }

  private long position() {
    return StreamPosition.resume(KafkaConnection.to(cluster.bootstrapServers()), TOPICS, STREAM);
  }

  private RunningTandem ingest(String... more) throws IOException {
    List<String> options =
        new ArrayList<>(List.of("--seed", Long.toString(seed), "--stream", STREAM));
    options.addAll(List.of("--start", START.toString()));
    options.addAll(List.of(more));
    return cluster.ingest(PACED, options.toArray(String[]::new));
  }

  @Override
  public void close() {
    training.close();
    answers.ifPresent(ServingWatch::close);
    blocked.ifPresent(BlockedReaders::close);
    stopAll();
  }

  private void stopAll() {
    Optional.ofNullable(feed).ifPresent(Scene::kill);
    serving.ifPresent(Scene::kill);
    cluster.close();
  }

  private static void kill(RunningTandem process) {
    try {
      process.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
