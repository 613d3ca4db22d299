package dev.tandem.app.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.fleet.FeedPlan;
import dev.tandem.schemas.UsageException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FleetTimesTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final FeedPlan FILE = plan("file", "file:videos/", Optional.empty());
  private static final FeedPlan CAMERA = plan("camera", "lavfi:sine", Optional.empty());

  @Test
  void shouldBeginFilesTogetherInThePast() {
    List<FeedPlan> plans = List.of(FILE, plan("more", "studio:?rate=max", Optional.empty()));
    FleetTimes times = FleetTimes.of(plans, Optional.empty(), NOW);

    assertThat(plans)
        .extracting(plan -> times.start(plan, NOW))
        .containsOnly(NOW.minus(Duration.ofDays(28)));
  }

  /** Or what is captured now would be a day ahead of the slowest, and a dead letter. */
  @Test
  void shouldBeginFilesNowBesideACamera() {
    FleetTimes times = FleetTimes.of(List.of(FILE, CAMERA), Optional.empty(), NOW);

    assertThat(times.start(FILE, NOW)).isEqualTo(NOW);
    assertThat(times.start(CAMERA, NOW.plusSeconds(77))).isEqualTo(NOW.plusSeconds(77));
  }

  @Test
  void shouldRefuseFeedsThatAreTooFarApart() {
    FeedPlan old = plan("old", "file:videos/", Optional.of(NOW.minus(Duration.ofDays(2))));
    List<FeedPlan> plans = List.of(old, CAMERA);
    FleetTimes times = FleetTimes.of(plans, Optional.empty(), NOW);

    assertThatThrownBy(() -> times.requireNear(plans, DAY, NOW))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(
            "old begins at 2026-11-27T12:00:00Z and camera at 2026-11-29T12:00:00Z; feeds of one process must begin within stream.max-leap, which is 1d.");
    times.requireNear(plans, Duration.ofDays(2), NOW);
  }

  private static FeedPlan plan(String stream, String uri, Optional<Instant> start) {
    return new FeedPlan(stream, Feeds.parse(uri), 0, start, OptionalLong.empty());
  }
}
