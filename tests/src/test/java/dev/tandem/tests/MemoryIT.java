package dev.tandem.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run without end: its memory stops growing.
 *
 * <p>Until about the 4,000th step compilers and the arenas of native memory still grow to their
 * size. From then on the heap gains some MB that are bounded: the broker keeps 1,028 samples for
 * each of its histograms, and the checkpoints of the last ten minutes keep a timer each. What is on
 * its way (fetched records, clips that wait for a batch) differs by 15 MB from one look to the
 * next; so the least of some looks counts.
 */
@Tag("long")
@Tag("alone")
class MemoryIT {
  /** The heap is as large from the start as it may become: what grows is not Java's. */
  private static final List<String> FIXED_HEAP =
      List.of("-Xms768m", "-Xmx768m", "-XX:+AlwaysPreTouch");

  private static final int LOOKS = 6;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private record Memory(long step, ProcessMemory of) {}

  @TempDir Path directory;

  @Test
  void shouldStopGrowingInMemory() throws Exception {
    assumeTrue(ProcessMemory.isKnown(), "needs Linux's smaps_rollup");
    RunningTandem demo =
        RunningTandem.start(directory, FIXED_HEAP, "demo", "--headless", "--feed", "studio:");
    try {
      Memory early = at(4_000, demo);
      Memory middle = at(8_000, demo);
      Memory late = at(16_000, demo);

      System.out.printf("memory in bytes: %s, %s, %s%n", early, middle, late);
      assertThat(late.of.heap()).isLessThan(early.of.heap() + early.of.heap() / 6);
      assertThat(late.of.heap() - middle.of.heap()).isLessThan(early.of.heap() / 10);
      assertThat(late.of.anonymous()).isLessThan(early.of.anonymous() + early.of.anonymous() / 10);
      assertThat(late.of.anonymous() - middle.of.anonymous()).isLessThan(early.of.anonymous() / 20);
    } finally {
      demo.terminate();
    }
  }

  private static Memory at(long step, RunningTandem demo) {
    Patience.until(() -> demo.step() >= step, demo::step);
    try {
      ProcessMemory least = ProcessMemory.of(demo.pid());
      for (int look = 1; look < LOOKS; look++) {
        Thread.sleep(BETWEEN_LOOKS.toMillis());
        least = least.least(ProcessMemory.of(demo.pid()));
      }
      return new Memory(demo.step(), least);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
