package dev.tandem.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FeedProgressTest {
  private Instant now = Instant.parse("2026-11-01T00:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

  @Test
  void shouldCountClips() {
    FeedProgress progress = new FeedProgress(true, false, clock);
    progress.at(4_875, Optional.empty());
    assertThat(progress.text()).isEqualTo("4,875 clips published");
  }

  @Test
  void shouldAskForTheTrainJobOnlyWhereTheFeedWaitsForTraining() {
    FeedProgress trained = new FeedProgress(true, false, clock);
    FeedProgress free = new FeedProgress(false, false, clock);
    trained.at(12, Optional.empty());
    free.at(12, Optional.empty());
    now = now.plus(FeedProgress.QUIET).plusMillis(1);
    trained.at(12, Optional.empty());
    free.at(12, Optional.empty());

    assertThat(trained.text())
        .isEqualTo("12 clips published; waiting for training to catch up. Does tandem train run?");
    assertThat(free.text()).isEqualTo("12 clips published");
  }

  @Test
  void shouldSayHowMuchIsDoneAndHowLongTheRestTakes() {
    FeedProgress log = new FeedProgress(false, false, clock);
    FeedProgress screen = new FeedProgress(false, true, clock);
    for (FeedProgress progress : List.of(log, screen)) {
      progress.at(OptionalDouble.of(0), 0);
    }
    now = now.plusSeconds(60);
    for (FeedProgress progress : List.of(log, screen)) {
      progress.at(250, Optional.empty());
      progress.at(OptionalDouble.of(0.25), 0);
    }

    assertThat(log.text()).isEqualTo("25 %, about 3 min left; 250 clips published");
    assertThat(screen.text())
        .isEqualTo("█████░░░░░░░░░░░░░░░ 25 %, about 3 min left; 250 clips published");
  }

  @Test
  void shouldSayWhatWasDroppedWhileItIs() {
    FeedProgress progress = new FeedProgress(false, false, clock);
    progress.at(1_000, Optional.empty());
    progress.at(OptionalDouble.empty(), 12);
    assertThat(progress.text()).isEqualTo("1,000 clips published, 12 dropped as Kafka is slow");
  }

  @Test
  void shouldSayThatItWaitsForTheWallClock() {
    FeedProgress progress = new FeedProgress(true, false, clock);
    Optional<Instant> next = Optional.of(now.plusSeconds(77));
    progress.at(3, next);
    now = now.plusSeconds(12);
    progress.at(3, next);

    assertThat(progress.text())
        .isEqualTo(
            "3 clips published; the next is of 2026-11-01T00:01:17Z, waiting 65s for the wall clock: no record may be from the future");
  }

  @Test
  void shouldNotTellOfTheMomentThatEachClipInRealTimeWaits() {
    FeedProgress progress = new FeedProgress(false, false, clock);
    progress.at(3, Optional.of(now.plusSeconds(1)));
    assertThat(progress.text()).isEqualTo("3 clips published, in real time");
  }
}
