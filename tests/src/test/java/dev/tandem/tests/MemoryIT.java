package dev.tandem.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run without end: its memory stops growing.
 *
 * <p>From the 1,000th step on the heap still gains some MB that are bounded: the broker keeps 1,028
 * samples for each of its histograms, and the checkpoints of the last ten minutes keep a timer
 * each.
 */
@Tag("long")
class MemoryIT {
  private static final Pattern STEP = Pattern.compile(": step (\\d+),");
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
  private static final Pattern ANONYMOUS = Pattern.compile("Anonymous: +(\\d+) kB");

  /** The heap is as large from the start as it may become: what grows is not Java's. */
  private static final List<String> FIXED_HEAP =
      List.of("-Xms768m", "-Xmx768m", "-XX:+AlwaysPreTouch");

  private record Memory(long step, long heap, long process) {}

  @TempDir Path directory;

  @Test
  void shouldStopGrowingInMemory() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/smaps_rollup")), "needs Linux's smaps_rollup");
    RunningTandem demo =
        RunningTandem.start(directory, FIXED_HEAP, "demo", "--headless", "--feed", "studio:");
    try {
      Memory early = at(1_000, demo);
      Memory middle = at(4_000, demo);
      Memory late = at(8_000, demo);

      System.out.printf("memory in bytes: %s, %s, %s%n", early, middle, late);
      assertThat(late.heap).isLessThan(early.heap + early.heap / 6);
      assertThat(late.heap - middle.heap).isLessThan(early.heap / 20);
      assertThat(late.process).isLessThan(early.process + early.process / 10);
      assertThat(late.process - middle.process).isLessThan(early.process / 20);
    } finally {
      demo.terminate();
    }
  }

  private static Memory at(long step, RunningTandem demo) {
    await()
        .atMost(Duration.ofMinutes(20))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> step(demo) >= step);
    try {
      return new Memory(step(demo), heap(demo.pid()), anonymous(demo.pid()));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long step(RunningTandem demo) {
    demo.requireAlive();
    return STEP.matcher(demo.output()).results().mapToLong(MemoryIT::number).max().orElse(0);
  }

  /** Bytes of what is alive, after a collection. */
  private static long heap(long pid) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram").start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return TOTAL.matcher(text).results().mapToLong(MemoryIT::number).findFirst().orElseThrow();
  }

  /** Bytes of the process that no file backs. */
  private static long anonymous(long pid) throws IOException {
    String text = Files.readString(Path.of("/proc", Long.toString(pid), "smaps_rollup"));
    return 1024
        * ANONYMOUS.matcher(text).results().mapToLong(MemoryIT::number).findFirst().orElseThrow();
  }

  private static long number(MatchResult match) {
    return Long.parseLong(match.group(1));
  }
}
