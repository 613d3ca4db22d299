package dev.tandem.ingest.feed.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimedPlacementTest {

  @Test
  void shouldKeepDistances() {
    assertThat(begins("1000", "1040", "1040", "3")).containsExactly(0L, 40_000L, 40_000L, 41_000L);
    assertThat(begins("2026-11-01T00:00:00Z", "2026-11-01T00:00:00.040Z")).containsExactly(0L, 40L);
  }

  @Test
  void shouldGoOnWhereTimesBeginAnew() {
    assertThat(begins("0", "10", "0", "10")).containsExactly(0L, 10_000L, 11_000L, 21_000L);
  }

  @Test
  void shouldLetClipsWithoutATimeFollow() {
    assertThat(begins("", "500", "", "501", "503"))
        .containsExactly(0L, 1_000L, 2_000L, 3_000L, 5_000L);
  }

  @Test
  void shouldShortenPauses() {
    assertThat(begins("0", "86400", "86401")).containsExactly(0L, 3_600_000L, 3_601_000L);
    assertThat(begins("-9000000000000000", "9000000000000000")).containsExactly(0L, 3_600_000L);
  }

  @Test
  void shouldCountWhatHasBegun() {
    TimedPlacement placement = placement("0", "1.5", "1.5", "4");

    assertThat(placement.begunBy(Duration.ofMillis(-1))).isZero();
    assertThat(placement.begunBy(Duration.ZERO)).isEqualTo(1);
    assertThat(placement.begunBy(Duration.ofMillis(1_499))).isEqualTo(1);
    assertThat(placement.begunBy(Duration.ofMillis(1_500))).isEqualTo(3);
    assertThat(placement.begunBy(Duration.ofDays(1))).isEqualTo(4);
    assertThat(placement.begin(5)).as("behind the last").isEqualTo(Duration.ofSeconds(6));
  }

  private static List<Long> begins(String... times) {
    TimedPlacement placement = placement(times);
    return IntStream.range(0, times.length).mapToObj(i -> placement.begin(i).toMillis()).toList();
  }

  private static TimedPlacement placement(String... times) {
    List<ClipLine> lines =
        Stream.of(times)
            .map(ClipTime::millis)
            .map((OptionalLong millis) -> new ClipLine(0, 2, "a", Optional.empty(), "", millis))
            .toList();
    return TimedPlacement.of(lines, Duration.ofSeconds(1));
  }
}
