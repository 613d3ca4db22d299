package dev.tandem.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private final Latencies latencies = new Latencies();

  @Test
  void shouldCountEachUpToEveryBoundThatIsNotBelowIt() {
    latencies.add(Duration.ofMillis(1));
    latencies.add(Duration.ofMillis(2));
    latencies.add(Duration.ofHours(1));
    Latencies.Counts counts = latencies.counts();

    assertThat(counts.upTo())
        .containsEntry(0.001, 1L)
        .containsEntry(0.0025, 2L)
        .containsEntry(300.0, 2L);
    assertThat(counts.count()).isEqualTo(3);
    assertThat(counts.sum()).isEqualTo(3600.003);
  }

  @Test
  void shouldTakeTheFutureForNow() {
    latencies.add(Duration.ofSeconds(-5));

    assertThat(latencies.counts().upTo().get(0.001)).isEqualTo(1);
    assertThat(latencies.counts().sum()).isZero();
  }

  @Test
  void shouldAddThoseOfOthers() {
    latencies.add(Duration.ofSeconds(2));
    Latencies.Counts both = latencies.counts().plus(latencies.counts());

    assertThat(both.upTo()).containsEntry(1.0, 0L).containsEntry(2.5, 2L);
    assertThat(both.count()).isEqualTo(2);
    assertThat(both.sum()).isEqualTo(4);
  }
}
