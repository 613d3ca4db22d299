package dev.tandem.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live feed that can be trained: nothing piles up. */
class SoakIT {
  /** Of what can be trained. */
  private static final double LOAD = 0.8;

  /** Small clips a second that a busy machine can train, too. */
  private static final long FEW = 64;

  private static final int BATCH = 16;

  /** The lag may go up and down by so many seconds of the feed. */
  private static final double SWING = 5;

  private static final List<String> FIXED_HEAP =
      List.of("-Xms768m", "-Xmx768m", "-XX:+AlwaysPreTouch");

  /** How things stand after so many seconds of the live feed. */
  private record Sample(double seconds, ProcessMemory memory, long state, long step) {}

  @TempDir Path directory;

  @Test
  @Tag("long") // a minute, to see that nothing grows
  void shouldNotPileUpWithinSeconds() throws Exception {
    String[] soonFull = {"--set", "learner.rehearsal-clips=200"};
    soak("synthetic:", FEW, Duration.ofSeconds(15), Duration.ofSeconds(25), 3, soonFull);
  }

  @Test
  @Tag("alone")
  @Tag("long")
  void shouldNotPileUpWithinHalfAnHourAtFourFifthsOfWhatCanBeTrained() throws Exception {
    soak("studio:", fourFifths(), Duration.ofMinutes(5), Duration.ofMinutes(25), 6);
  }

  private long fourFifths() throws Exception {
    return Math.round(LOAD * BATCH * capacity());
  }

  private void soak(
      String feed, long rate, Duration warming, Duration watched, int samples, String... settings)
      throws Exception {
    assumeTrue(ProcessMemory.isKnown(), "needs Linux's smaps_rollup");
    List<Sample> seen =
        watch(startKept(feed + "?rate=" + rate, settings), rate, warming, watched, samples);
    System.out.printf("at %d clips a second: %s%n", rate, seen);
    requireFlat(seen.get(0), seen.get(samples - 1), rate);
  }

  private List<Sample> watch(
      RunningTandem demo, long rate, Duration warming, Duration watched, int samples)
      throws Exception {
    try {
      at(1, demo);
      Instant begun = Instant.now();
      List<Sample> seen = new ArrayList<>();
      for (int i = 0; i < samples; i++) {
        Instant due = begun.plus(warming).plus(watched.multipliedBy(i).dividedBy(samples - 1));
        Patience.until(() -> Instant.now().isAfter(due), Instant::now);
        seen.add(sample(demo, begun));
      }
      catchUp(seen.get(0), begun, rate, demo);
      seen.set(samples - 1, sample(demo, begun));
      return seen;
    } finally {
      demo.terminate();
    }
  }

  /**
   * What grew while others held the machine may shrink, as long as it does: the lag, and the state,
   * which holds versions until their commit.
   */
  private void catchUp(Sample early, Instant begun, long rate, RunningTandem demo) {
    AtomicReference<Double> lag = new AtomicReference<>(Double.MAX_VALUE);
    AtomicLong state = new AtomicLong(Long.MAX_VALUE);
    Patience.until(
        () -> {
          double growth = growth(early, seconds(begun), demo.step(), rate);
          boolean caughtUp = lag.accumulateAndGet(growth, Math::min) < SWING * rate;
          long bytes = state.accumulateAndGet(state(), Math::min);
          return caughtUp && bytes < early.state + early.state / 4;
        },
        () -> "lag of %s clips, %d bytes of state".formatted(lag, state.get()));
  }

  /** Steps a second of a feed that waits for the trainer. */
  private double capacity() throws Exception {
    RunningTandem demo = start("studio:");
    try {
      Instant early = at(100, demo);
      long step = demo.step();
      Instant late = at(step + 200, demo);
      return (demo.step() - step) * 1e3 / Duration.between(early, late).toMillis();
    } finally {
      demo.terminate();
    }
  }

  private static Instant at(long step, RunningTandem demo) {
    Patience.until(() -> demo.step() >= step, demo::step);
    return Instant.now();
  }

  private Path kept() {
    return directory.resolve("kept");
  }

  private RunningTandem startKept(String feed, String... settings) throws IOException {
    List<String> more = new ArrayList<>(List.of("--keep", kept().toString()));
    more.addAll(List.of(settings));
    return start(feed, more.toArray(String[]::new));
  }

  private RunningTandem start(String feed, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("demo", "--headless", "--feed", feed));
    arguments.addAll(List.of(more));
    return RunningTandem.start(directory, FIXED_HEAP, arguments.toArray(String[]::new));
  }

  private Sample sample(RunningTandem demo, Instant begun)
      throws IOException, InterruptedException {
    double seconds = seconds(begun);
    long step = demo.step();
    return new Sample(seconds, ProcessMemory.of(demo.pid()), state(), step);
  }

  private static double seconds(Instant since) {
    return Duration.between(since, Instant.now()).toMillis() / 1e3;
  }

  /** Bytes of the largest checkpoint that lies there; what is replaced meanwhile has none. */
  private long state() {
    return files(kept().resolve("flink").resolve("checkpoints").toFile())
        .flatMap(SoakIT::files)
        .filter(checkpoint -> checkpoint.getName().startsWith("chk-"))
        .mapToLong(checkpoint -> files(checkpoint).mapToLong(File::length).sum())
        .max()
        .orElse(Long.MAX_VALUE);
  }

  private static Stream<File> files(File directory) {
    return Optional.ofNullable(directory.listFiles()).stream().flatMap(Arrays::stream);
  }

  /** Clips that came and were not trained, since the first sample. */
  private static double growth(Sample early, double seconds, long step, long rate) {
    return rate * (seconds - early.seconds) - BATCH * (step - early.step);
  }

  private static void requireFlat(Sample early, Sample late, long rate) {
    assertThat(growth(early, late.seconds, late.step, rate))
        .as("growth of the lag, in clips")
        .isLessThan(SWING * rate);
    assertThat(late.memory.heap()).isLessThan(early.memory.heap() + early.memory.heap() / 6);
    assertThat(late.memory.anonymous())
        .isLessThan(early.memory.anonymous() + early.memory.anonymous() / 10);
  }
}
