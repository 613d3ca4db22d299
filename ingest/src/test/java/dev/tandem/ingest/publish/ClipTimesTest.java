package dev.tandem.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.clip.Placement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClipTimesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void shouldCountEvenClipsThatHaveEnded() {
    ClipTimes times = new ClipTimes(START, Placement.every(SECOND), SECOND);

    assertThat(times.endedBy(START.minusSeconds(5))).isZero();
    assertThat(times.endedBy(START.plusMillis(999))).isZero();
    assertThat(times.endedBy(START.plusMillis(1_000))).isEqualTo(1);
    assertThat(times.endedBy(START.plusMillis(10_500))).isEqualTo(10);
  }

  @Test
  void shouldSayHowFarApartClipsAre() {
    ClipTimes times = new ClipTimes(START, new Growing(), SECOND);

    assertThat(times.begin(3)).isEqualTo(START.plusSeconds(9));
    assertThat(times.end(3)).isEqualTo(START.plusSeconds(10));
    assertThat(times.hop(3)).isEqualTo(Duration.ofSeconds(5));
    assertThat(times.hop(0)).isZero();
  }

  /** Clip i begins after i² seconds. */
  private static final class Growing implements Placement {
    @Override
    public Duration begin(long index) {
      return Duration.ofSeconds(index * index);
    }

    @Override
    public long begunBy(Duration time) {
      return 1 + (long) Math.sqrt((double) time.toSeconds());
    }
  }
}
