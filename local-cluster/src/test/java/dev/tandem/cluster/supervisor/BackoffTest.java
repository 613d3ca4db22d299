package dev.tandem.cluster.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff();
  private Instant now = Instant.parse("2026-11-01T00:00:00Z");

  @Test
  void shouldStartAtOnceAtFirst() {
    assertThat(backoff.isDue(now)).isTrue();
  }

  @Test
  void shouldStartWithinASecondWhatWasWell() {
    liveFor(Backoff.WELL);

    assertThat(backoff.isDue(now)).isFalse();
    assertThat(backoff.isDue(now.plus(Backoff.FIRST))).isTrue();
    assertThat(Backoff.FIRST).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void shouldWaitLongerEachTimeWhatDiesYoung() {
    assertThat(waitAfterDyingYoung()).isEqualTo(Backoff.FIRST);
    assertThat(waitAfterDyingYoung()).isEqualTo(Backoff.FIRST.multipliedBy(2));
    assertThat(waitAfterDyingYoung()).isEqualTo(Backoff.FIRST.multipliedBy(4));
    for (int i = 0; i < 10; i++) {
      waitAfterDyingYoung();
    }
    assertThat(waitAfterDyingYoung()).isEqualTo(Backoff.MOST);
  }

  @Test
  void shouldForgiveWhatHasLivedLong() {
    waitAfterDyingYoung();
    waitAfterDyingYoung();
    liveFor(Backoff.WELL);

    backoff.isDue(now);

    assertThat(backoff.isDue(now.plus(Backoff.FIRST))).isTrue();
  }

  private Duration waitAfterDyingYoung() {
    liveFor(Duration.ofMillis(1));
    Instant died = now;
    while (!backoff.isDue(now)) {
      now = now.plusMillis(100);
    }
    return Duration.between(died, now);
  }

  private void liveFor(Duration life) {
    backoff.started(now);
    now = now.plus(life);
  }
}
