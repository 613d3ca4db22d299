package dev.tandem.monitoring.feed;

import static dev.tandem.monitoring.TestingRecords.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartsTest {
  private final Starts starts = new Starts(TOPICS);

  @Test
  void shouldPassOverWhatIsTooFarBehindButNothingThatDecides() {
    assertThat(starts.excess(TOPICS.predictions(), 50_000)).isZero();
    assertThat(starts.excess(TOPICS.predictions(), 50_001)).isEqualTo(40_001);
    assertThat(starts.excess(TOPICS.deadLetters(), 1_000_000)).isEqualTo(999_500);
    assertThat(starts.excess(TOPICS.training(), Long.MAX_VALUE)).isZero();
    assertThat(starts.excess(TOPICS.models(), Long.MAX_VALUE)).isZero();
    assertThat(starts.excess(TOPICS.control(), Long.MAX_VALUE)).isZero();
  }
}
