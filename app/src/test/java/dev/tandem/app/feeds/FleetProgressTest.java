package dev.tandem.app.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CaptureCounts;
import dev.tandem.ingest.fleet.FeedPlan;
import dev.tandem.ingest.fleet.FeedState;
import dev.tandem.ingest.fleet.FeedStatus;
import dev.tandem.ingest.publish.PublishCounts;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FleetProgressTest {
  private Instant now = Instant.parse("2026-11-01T00:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final FleetProgress progress = new FleetProgress(false, clock);

  @Test
  void shouldSayHowFarAllAre() {
    progress.text(files(0, 0));
    now = now.plusSeconds(100);

    assertThat(progress.text(files(0.5, 0.25)))
        .isEqualTo(
            "37 %, about 5 min left; 0 clips published; feeds: 2 publishing, 1 away, 1 failed");
  }

  @Test
  void shouldSayNoShareOfWhatHasNoEnd() {
    assertThat(progress.text(List.of(status("cam", FeedState.PUBLISHING, OptionalDouble.empty()))))
        .isEqualTo("0 clips published; feeds: 1 publishing");
  }

  private static List<FeedStatus> files(double first, double second) {
    return List.of(
        status("a", FeedState.PUBLISHING, OptionalDouble.of(first)),
        status("b", FeedState.PUBLISHING, OptionalDouble.of(second)),
        status("cam", FeedState.WAITING, OptionalDouble.empty()),
        status("broken", FeedState.FAILED, OptionalDouble.of(0.9)));
  }

  private static FeedStatus status(String stream, FeedState state, OptionalDouble share) {
    return new FeedStatus(
        new FeedPlan(stream, Feeds.parse("file:videos"), 0, Optional.empty(), OptionalLong.empty()),
        state,
        new PublishCounts(),
        CaptureCounts.NONE,
        0,
        Optional.empty(),
        share,
        Optional.empty(),
        List.of(),
        List.of());
  }
}
