package dev.tandem.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NarratorTest {
  private final StringWriter screen = new StringWriter();
  private long nanos = Duration.ofDays(3).toNanos();
  private String state = "";

  private Narrator narrator(boolean terminal) {
    return new Narrator(new PrintWriter(screen), terminal, () -> nanos);
  }

  private void pass(Narrator narrator, Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      nanos += Duration.ofSeconds(1).toNanos();
      narrator.tick();
    }
  }

  private List<String> lines() {
    List<String> lines = screen.toString().lines().toList();
    screen.getBuffer().setLength(0);
    return lines;
  }

  @Test
  void shouldSayAtOnceWhatIsDoneAndAgainEveryFewSeconds() {
    Narrator narrator = narrator(false);
    narrator.doing("starting Flink");
    pass(narrator, Duration.ofSeconds(9));
    narrator.doing("starting train av");

    assertThat(lines())
        .containsExactly(
            "00:00  starting Flink",
            "00:03  starting Flink",
            "00:06  starting Flink",
            "00:09  starting Flink",
            "00:09  starting train av");
  }

  /** Hours of it in a log would be nothing but its own noise. */
  @Test
  void shouldSoonSayRarelyWhatLasts() {
    Narrator narrator = narrator(false);
    state = "0 clips";
    narrator.doingForLong(() -> state);
    for (int clips = 1; clips <= 600; clips++) {
      state = clips + " clips";
      pass(narrator, Duration.ofSeconds(1));
    }

    assertThat(lines())
        .hasSizeBetween(28, 32)
        .startsWith("00:00  0 clips", "00:03  3 clips", "00:06  6 clips")
        .contains("01:00  60 clips", "03:00  180 clips", "09:00  540 clips");
  }

  @Test
  void shouldSayTheNewestOfWhatChangesWithoutASilenceOfFiveSeconds() {
    Narrator narrator = narrator(false);
    state = "0 clips";
    narrator.doing(() -> state);
    for (int clips = 1; clips <= 10; clips++) {
      state = clips + " clips";
      pass(narrator, Duration.ofSeconds(1));
    }

    assertThat(lines())
        .containsExactly("00:00  0 clips", "00:03  3 clips", "00:06  6 clips", "00:09  9 clips");
  }

  @Test
  void shouldSaySoRarelyWhatHasNotChangedForLongAndBeQuickAgainThen() {
    Narrator narrator = narrator(false);
    state = "waiting for clips";
    narrator.doing(() -> state);
    pass(narrator, Narrator.CALM.plusSeconds(1));
    lines();

    pass(narrator, Duration.ofMinutes(10));
    assertThat(lines()).hasSizeBetween(9, 11);

    state = "1 clip";
    pass(narrator, Narrator.EVERY);
    assertThat(lines()).singleElement().asString().endsWith("  1 clip");
  }

  @Test
  void shouldRewriteOneLineOnATerminalBelowWhatStays() {
    Narrator narrator = narrator(true);
    narrator.doing("starting Flink");
    narrator.say("Flink's web UI is at %s", "http://127.0.0.1:8081");
    pass(narrator, Duration.ofSeconds(1));
    narrator.close();

    assertThat(screen)
        .hasToString(
            "\r\033[K00:00  starting Flink\r\033[KFlink's web UI is at http://127.0.0.1:8081"
                + System.lineSeparator()
                + "\r\033[K00:01  starting Flink\r\033[K");
  }

  @Test
  void shouldSayNothingOfWhatCannotBeAskedOrHasEnded() {
    Narrator narrator = narrator(false);
    narrator.doing(
        () -> {
          throw new IllegalStateException("not there yet");
        });
    pass(narrator, Duration.ofSeconds(5));
    narrator.close();
    narrator.doing("something else");

    assertThat(screen.toString()).isEmpty();
  }
}
