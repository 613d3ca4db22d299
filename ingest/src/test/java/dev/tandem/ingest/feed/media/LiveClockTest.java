package dev.tandem.ingest.feed.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveClockTest {
  private static final long NOW = 1_700_000_000L * Ffmpeg.SECOND;

  private final LiveClock clock = new LiveClock();

  @Test
  void shouldTakeTheLeastDelayForNone() {
    clock.begin(NOW, Optional.empty());

    assertThat(clock.offset(0, NOW + 500)).isEqualTo(NOW);
    assertThat(clock.source()).isEqualTo("arrival");
  }

  @Test
  void shouldBelieveASenderUnlessItIsFarOff() {
    clock.begin(NOW, Optional.of(NOW - 80_000));
    assertThat(clock.source()).isEqualTo("sender");
    assertThat(clock.offset(0, NOW)).isEqualTo(NOW - 80_000);

    clock.begin(NOW, Optional.of(0L));
    assertThat(clock.source()).isEqualTo("arrival");
  }

  @Test
  void shouldFollowADriftSlowly() {
    clock.begin(NOW, Optional.empty());
    long last = NOW;
    long offset = NOW;
    for (long time = 0; time < 600 * Ffmpeg.SECOND; time += 40_000) {
      long arrival = NOW + time + time / 5_000; // 200 ppm slow, 120 ms after 10 min
      long now = clock.offset(time, arrival);
      assertThat(Math.abs(now - last)).as("a step").isLessThanOrEqualTo(40_100 / 500 + 1);
      last = now;
      offset = now;
    }

    assertThat(offset - NOW).isCloseTo(120_000L, within(5_000L));
  }

  @Test
  void shouldSeeAJumpAndNoOutage() {
    clock.begin(NOW, Optional.empty());
    clock.offset(0, NOW);
    clock.offset(40_000, NOW + 40_000);

    assertThat(clock.isJump(80_000, NOW + 80_000)).isFalse();
    assertThat(clock.isJump(60 * Ffmpeg.SECOND, NOW + 60 * Ffmpeg.SECOND)).isFalse();
    assertThat(clock.isJump(60 * Ffmpeg.SECOND, NOW + 80_000)).isTrue();
    assertThat(clock.isJump(-60 * Ffmpeg.SECOND, NOW + 80_000)).isTrue();
  }

  @Test
  void shouldGoOverToASenderThatSpeaksLater() {
    clock.begin(NOW, Optional.empty());
    clock.offset(0, NOW);
    clock.hear(NOW + 60 * Ffmpeg.SECOND);
    assertThat(clock.source()).as("not with such a word").isEqualTo("arrival");
    clock.hear(NOW - 80_000);

    assertThat(clock.source()).isEqualTo("sender");
    long last = NOW;
    for (long time = 40_000; time < 60 * Ffmpeg.SECOND; time += 40_000) {
      long now = clock.offset(time, NOW + time);
      assertThat(last - now).as("a step").isBetween(0L, 80L);
      last = now;
    }
    assertThat(last).isEqualTo(NOW - 80_000);
  }

  @Test
  void shouldNotBelieveASenderWhoseClockGoesAway() {
    clock.begin(NOW, Optional.of(NOW - 80_000));
    long time = 0;
    long arrival = NOW;
    while (!clock.isJump(time, arrival)) {
      clock.offset(time, arrival);
      time += 40_000;
      arrival += 40_400; // 1 % slow
    }
    assertThat(arrival - time - NOW).as("how far").isBetween(9_000_000L, 11_000_000L);

    clock.begin(arrival - time, Optional.of(NOW - 80_000));
    assertThat(clock.source()).isEqualTo("arrival");
    assertThat(clock.epochs()).isEqualTo(2);
  }

  @Test
  void shouldMeasureADrift() {
    clock.begin(NOW, Optional.empty());
    for (long time = 0; time < 600 * Ffmpeg.SECOND; time += 40_000) {
      clock.offset(time, NOW + time - time / 5_000);
    }

    assertThat(clock.driftPpm()).isCloseTo(-200, within(1.0));
  }

  @Test
  void shouldNotTellADriftFromLittle() {
    clock.begin(NOW, Optional.empty());
    for (long time = 0; time < 55 * Ffmpeg.SECOND; time += 40_000) {
      clock.offset(time, NOW + time - time / 5_000);
    }

    assertThat(clock.driftPpm()).isZero();
  }

  @Test
  void shouldNeverGoBack() {
    clock.begin(NOW, Optional.empty());
    clock.offset(10 * Ffmpeg.SECOND, NOW + 10 * Ffmpeg.SECOND);
    clock.begin(NOW + 7 * Ffmpeg.SECOND, Optional.empty());

    assertThat(clock.offset(0, NOW + 11 * Ffmpeg.SECOND)).isEqualTo(NOW + 10 * Ffmpeg.SECOND);
    assertThat(clock.offset(40_000, NOW + 11 * Ffmpeg.SECOND + 40_000))
        .as("a constant offset")
        .isEqualTo(NOW + 10 * Ffmpeg.SECOND);
  }
}
