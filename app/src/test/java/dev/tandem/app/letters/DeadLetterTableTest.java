package dev.tandem.app.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLetterTableTest {
  @Test
  void shouldAlignWhatItLists() {
    List<DeadLetterRecord> letters =
        List.of(
            TestingDeadLetters.from("av.labels.v1"),
            TestingDeadLetters.letter(9, Map.of("reason", "foreign")));

    assertThat(DeadLetterTable.lines(letters, false))
        .containsExactly(
            "OFFSET  SOURCE               BYTES  TIME                  REASON",
            "17      av.labels.v1 1:4711  13     2026-03-01T12:00:00Z  the value is null",
            "9       not said             13     2026-03-01T12:00:00Z  foreign");
  }

  @Test
  void shouldNameThePartitionWhereThereAreSeveral() {
    assertThat(DeadLetterTable.lines(List.of(TestingDeadLetters.because("x")), true).get(1))
        .startsWith("0:17 ");
  }

  @Test
  void shouldShowNothingThatATerminalWouldObey() {
    DeadLetterRecord hostile = TestingDeadLetters.because("a\u001B[2J\nb\u202Ec");

    assertThat(DeadLetterTable.lines(List.of(hostile), false).get(1))
        .endsWith("a\uFFFD[2J\uFFFDb\uFFFDc");
  }

  @Test
  void shouldCutALongReason() {
    DeadLetterRecord letter = TestingDeadLetters.because("x".repeat(101));

    assertThat(DeadLetterTable.lines(List.of(letter), false).get(1))
        .endsWith(" " + "x".repeat(100) + "…");
  }
}
