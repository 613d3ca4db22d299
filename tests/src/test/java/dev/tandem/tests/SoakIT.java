package dev.tandem.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live feed at four fifths of what can be trained: nothing piles up. */
@Tag("alone")
class SoakIT {
  private static final double LOAD = 0.8;
  private static final int BATCH = 16;

  /** The lag may go up and down by so many seconds of the feed. */
  private static final double SWING = 5;

  /** What grew while others held the machine can be caught up in this time. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final List<String> FIXED_HEAP =
      List.of("-Xms768m", "-Xmx768m", "-XX:+AlwaysPreTouch");

  /** How things stand after so many seconds of the live feed. */
  private record Sample(double seconds, ProcessMemory memory, long state, long step) {}

  @TempDir Path directory;

  @Test
  void shouldNotPileUpWithinAMinute() throws Exception {
    soak(Duration.ofSeconds(25), Duration.ofSeconds(45), 4);
  }

  @Test
  @Tag("long")
  void shouldNotPileUpWithinHalfAnHour() throws Exception {
    soak(Duration.ofMinutes(5), Duration.ofMinutes(25), 6);
  }

  private void soak(Duration warming, Duration watched, int samples) throws Exception {
    assumeTrue(ProcessMemory.isKnown(), "needs Linux's smaps_rollup");
    long rate = Math.round(LOAD * BATCH * capacity());
    List<Sample> seen = watch(rate, warming, watched, samples);
    System.out.printf("at %d clips a second: %s%n", rate, seen);
    requireFlat(seen, rate);
  }

  private List<Sample> watch(long rate, Duration warming, Duration watched, int samples)
      throws Exception {
    Path kept = directory.resolve("kept");
    RunningTandem demo = start("studio:?rate=" + rate, "--keep", kept.toString());
    try {
      await().atMost(Duration.ofMinutes(2)).until(() -> demo.step() > 0);
      Instant begun = Instant.now();
      List<Sample> seen = new ArrayList<>();
      for (int i = 0; i < samples; i++) {
        Instant due = begun.plus(warming).plus(watched.multipliedBy(i).dividedBy(samples - 1));
        await()
            .atMost(watched.plus(warming).plusMinutes(2))
            .until(() -> Instant.now().isAfter(due));
        seen.add(sample(demo, kept, begun));
      }
      Instant given = Instant.now().plus(PATIENCE);
      while (growth(seen, rate) > SWING * rate && Instant.now().isBefore(given)) {
        Thread.sleep(1_000);
        seen.set(samples - 1, sample(demo, kept, begun));
      }
      return seen;
    } finally {
      demo.terminate();
    }
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
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> demo.step() >= step);
    return Instant.now();
  }

  private RunningTandem start(String feed, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("demo", "--headless", "--feed", feed));
    arguments.addAll(List.of(more));
    return RunningTandem.start(directory, FIXED_HEAP, arguments.toArray(String[]::new));
  }

  private static Sample sample(RunningTandem demo, Path kept, Instant begun)
      throws IOException, InterruptedException {
    double seconds = Duration.between(begun, Instant.now()).toMillis() / 1e3;
    long step = demo.step();
    return new Sample(seconds, ProcessMemory.of(demo.pid()), state(kept), step);
  }

  /** Bytes of the largest checkpoint that lies there; what is replaced meanwhile has none. */
  private static long state(Path kept) {
    return files(kept.resolve("flink").resolve("checkpoints").toFile())
        .flatMap(SoakIT::files)
        .filter(checkpoint -> checkpoint.getName().startsWith("chk-"))
        .mapToLong(checkpoint -> files(checkpoint).mapToLong(File::length).sum())
        .max()
        .orElseThrow();
  }

  private static Stream<File> files(File directory) {
    return Optional.ofNullable(directory.listFiles()).stream().flatMap(Arrays::stream);
  }

  /** Clips that came and were not trained, since the first sample. */
  private static double growth(List<Sample> seen, long rate) {
    Sample early = seen.get(0);
    Sample late = seen.get(seen.size() - 1);
    return rate * (late.seconds - early.seconds) - BATCH * (late.step - early.step);
  }

  private void requireFlat(List<Sample> seen, long rate) throws Exception {
    Sample early = seen.get(0);
    Sample late = seen.get(seen.size() - 1);
    double growth = growth(seen, rate);
    if (growth > SWING * rate) {
      assumeTrue(LOAD * BATCH * capacity() > 0.9 * rate, "others have taken the machine meanwhile");
    }
    assertThat(growth).as("growth of the lag, in clips").isLessThan(SWING * rate);
    assertThat(late.memory.heap()).isLessThan(early.memory.heap() + early.memory.heap() / 6);
    assertThat(late.memory.anonymous())
        .isLessThan(early.memory.anonymous() + early.memory.anonymous() / 10);
    assertThat(late.state).isLessThan(early.state + early.state / 4);
  }
}
