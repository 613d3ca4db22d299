package dev.tandem.app.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamCountsTest {
  private final StreamCounts counts = new StreamCounts();

  @Test
  void shouldListTheWorstStreamFirst() {
    for (String stream : new String[] {"cam-1", "cam-2", "unknown", "cam-2"}) {
      counts.add(TestingDeadLetters.letter(1, Map.of("stream", stream)));
    }

    assertThat(counts.summary()).contains("by stream: 2 × cam-2, 1 × cam-1, 1 × unknown");
  }

  @Test
  void shouldSayNothingOfLettersThatNameNoStream() {
    counts.add(TestingDeadLetters.because("x"));

    assertThat(counts.summary()).isEmpty();
  }

  @Test
  void shouldNotListEndlessly() {
    for (int i = 0; i < 25; i++) {
      counts.add(TestingDeadLetters.letter(1, Map.of("stream", "cam-" + i)));
    }

    assertThat(counts.summary().orElseThrow()).endsWith(", and 5 others");
  }

  @Test
  void shouldShowNothingThatATerminalWouldObey() {
    counts.add(TestingDeadLetters.letter(1, Map.of("stream", "a\u001Bb")));

    assertThat(counts.summary()).contains("by stream: 1 × a\uFFFDb");
  }
}
