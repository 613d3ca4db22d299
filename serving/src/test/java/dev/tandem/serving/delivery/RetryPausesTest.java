package dev.tandem.serving.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.ModelKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryPausesTest {
  private static final ModelKey KEY = new ModelKey("m", 1, 1);
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000L);

  private final RetryPauses pauses = new RetryPauses();

  @Test
  void shouldGrowToFiveMinutes() {
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      seconds.add(pauses.begin(KEY, NOW).toSeconds());
    }

    assertThat(seconds).containsExactly(10L, 20L, 40L, 80L, 160L, 300L, 300L);
  }

  @Test
  void shouldEndByTheClockOrByWord() {
    Duration length = pauses.begin(KEY, NOW);
    assertThat(pauses.isPausing(KEY, NOW.plus(length).minusMillis(1))).isTrue();
    assertThat(pauses.isPausing(KEY, NOW.plus(length))).isFalse();
    assertThat(pauses.isPausing(new ModelKey("m", 1, 2), NOW)).isFalse();

    pauses.forget(KEY);
    assertThat(pauses.isPausing(KEY, NOW)).isFalse();
    assertThat(pauses.begin(KEY, NOW)).isEqualTo(length);
    pauses.forgetAll();
    assertThat(pauses.isPausing(KEY, NOW)).isFalse();
  }

  @Test
  void shouldBeBounded() {
    for (int version = 1; version <= 1025; version++) {
      pauses.begin(new ModelKey("m", 1, version), NOW);
    }

    assertThat(pauses.isPausing(KEY, NOW)).isFalse();
    assertThat(pauses.isPausing(new ModelKey("m", 1, 2), NOW)).isTrue();
  }
}
