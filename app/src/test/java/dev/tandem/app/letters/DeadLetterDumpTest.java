package dev.tandem.app.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLetterDumpTest {
  private static final byte[] VALUE = {
    (byte) 0xC3, 1, 'h', 'e', 'l', 'l', 'o', ' ', 'w', 'o', 'r', 'l', 'd', '~', 0x7F, '\n', 'x', 0
  };

  @Test
  void shouldShowHeadersAndBytes() {
    DeadLetterRecord letter =
        TestingDeadLetters.letter(17, Map.of("reason", "no record", "more", "yes"), VALUE);

    assertThat(DeadLetterDump.lines(letter, 1024))
        .containsExactly(
            "letter     dead-0 offset 17",
            "time       2026-03-01T12:00:00Z",
            "more       yes",
            "reason     no record",
            "key        3 bytes",
            "  00000000  6b 65 79                                         |key|",
            "value      18 bytes",
            "  00000000  c3 01 68 65 6c 6c 6f 20 77 6f 72 6c 64 7e 7f 0a  |..hello world~..|",
            "  00000010  78 00                                            |x.|");
  }

  @Test
  void shouldSayHowMuchItDoesNotShow() {
    DeadLetterRecord letter = TestingDeadLetters.letter(17, Map.of(), VALUE);

    assertThat(DeadLetterDump.lines(letter, 2))
        .endsWith(
            "value      18 bytes",
            "  00000000  c3 01                                            |..|",
            "  … 16 more");
  }

  @Test
  void shouldTellNullFromEmpty() {
    assertThat(DeadLetterDump.lines(TestingDeadLetters.letter(1, Map.of(), null), 9))
        .endsWith("value      null");
    assertThat(DeadLetterDump.lines(TestingDeadLetters.letter(1, Map.of(), new byte[0]), 9))
        .endsWith("value      0 bytes");
  }
}
