package dev.tandem.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RemainingTest {
  private Instant now = Instant.parse("2026-11-01T00:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final Remaining remaining = new Remaining(clock);

  @Test
  void shouldTakeTheRestToGoOnAsItWent() {
    remaining.after(OptionalDouble.of(0.5)); // what was done before took other times
    now = now.plusSeconds(100);

    assertThat(remaining.after(OptionalDouble.of(0.7))).contains(Duration.ofSeconds(150));
  }

  @Test
  void shouldSayNothingThatItCannotKnow() {
    assertThat(remaining.after(OptionalDouble.empty())).isEmpty();
    assertThat(remaining.after(OptionalDouble.of(0))).isEmpty();
    now = now.plus(Remaining.WARM_UP).minusMillis(1);
    assertThat(remaining.after(OptionalDouble.of(0.1))).isEmpty();
    now = now.plusSeconds(1);
    assertThat(remaining.after(OptionalDouble.of(0))).as("nothing was done").isEmpty();
    assertThat(remaining.after(OptionalDouble.of(0.1))).isPresent();
  }
}
