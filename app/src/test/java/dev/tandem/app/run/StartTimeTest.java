package dev.tandem.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.feed.Rate;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartTimeTest {
  private static final Instant NOW = Instant.parse("2026-11-29T10:00:00.123Z");
  private static final Instant USUAL = Instant.parse("2026-11-01T10:00:00Z");

  private static Instant start(Optional<Instant> chosen, Rate rate, Optional<Instant> earliest) {
    return StartTime.of(chosen, rate, earliest, NOW);
  }

  @Test
  void shouldReplayHistoryWhereTheFeedIsFasterThanTime() {
    assertThat(start(Optional.empty(), new Rate.Trained(), Optional.empty())).isEqualTo(USUAL);
    assertThat(start(Optional.empty(), new Rate.Max(), Optional.empty())).isEqualTo(USUAL);
    assertThat(start(Optional.empty(), new Rate.RealTime(300), Optional.empty())).isEqualTo(USUAL);
  }

  @Test
  void shouldBeLiveInRealTimeAndSlower() {
    assertThat(start(Optional.empty(), new Rate.RealTime(0.5), Optional.empty())).isEqualTo(NOW);
    assertThat(start(Optional.empty(), new Rate.RealTime(1), Optional.empty())).isEqualTo(NOW);
  }

  @Test
  void shouldGoOnBehindEarlierRuns() {
    Instant earliest = USUAL.plusSeconds(500);

    assertThat(start(Optional.empty(), new Rate.Trained(), Optional.of(earliest)))
        .isEqualTo(earliest);
    assertThat(start(Optional.empty(), new Rate.RealTime(1), Optional.of(earliest))).isEqualTo(NOW);
  }

  @Test
  void shouldLetTheUserChoose() {
    Instant chosen = Instant.parse("2026-11-20T00:00:00Z");

    assertThat(start(Optional.of(chosen), new Rate.Trained(), Optional.of(NOW))).isEqualTo(chosen);
  }
}
