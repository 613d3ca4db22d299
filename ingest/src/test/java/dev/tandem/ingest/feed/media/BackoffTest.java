package dev.tandem.ingest.feed.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(3));

  @Test
  void shouldDoubleUpToTheLongest() {
    assertThat(millis(5)).containsExactly(500L, 1_000L, 2_000L, 3_000L, 3_000L);
  }

  @Test
  void shouldBeginAgainAfterSuccess() {
    millis(4);
    backoff.reset();

    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(500));
    assertThat(millis(2)).containsExactly(500L, 1_000L);
  }

  private List<Long> millis(int count) {
    return Stream.generate(backoff::take).limit(count).map(Duration::toMillis).toList();
  }
}
