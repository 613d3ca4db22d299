package dev.tandem.monitoring.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final long START = 1_800_000_000_123L;

  private final Timeline timeline = new Timeline();
  private final int column = timeline.addColumn();

  private void add(long time, double value) {
    timeline.at(time);
    timeline.plus(column, value);
  }

  private double sum() {
    return Arrays.stream(timeline.rows().columns().get(column)).sum();
  }

  @Test
  void shouldAddUpWhatLiesInOneStretch() {
    add(1_000, 1);
    add(1_249, 2);
    add(1_250, 4);

    Timeline.Rows rows = timeline.rows();

    assertThat(rows.columns().get(column)).containsExactly(3, 4);
    assertThat(rows.times()).containsExactly(1_249, 1_250);
    assertThat(rows.stretches()).containsExactly(4, 5);
  }

  @Test
  void shouldHoldDaysInLittleAndLoseNothing() {
    long events = Duration.ofDays(8).toSeconds();
    for (long i = 0; i < events; i++) {
      add(START + 1_000 * i, 1);
    }

    assertThat(timeline.size()).isLessThan(13 * Timeline.ROWS);
    assertThat(sum()).isEqualTo((double) events);
    requireRising(timeline.rows().times());
    requireRising(timeline.rows().stretches());
  }

  private static void requireRising(long[] values) {
    assertThat(values).isSorted();
    assertThat(Arrays.stream(values).distinct().count()).isEqualTo(values.length);
  }

  @Test
  void shouldKeepTwelveHoursAtOneEventASecondWithinAFewThousandRows() {
    long events = Duration.ofHours(12).toSeconds();
    for (long i = 0; i < events; i++) {
      add(START + 1_000 * i, 1);
    }

    assertThat(timeline.size()).isLessThan(8_000);
    assertThat(sum()).isEqualTo((double) events);
  }

  @Test
  void shouldKeepTheNewestSharp() {
    for (int i = 0; i < 10 * Timeline.ROWS; i++) {
      add(START + Timeline.FINEST_MILLIS * i, i);
    }

    double[] values = timeline.rows().columns().get(column);

    assertThat(values[values.length - 1]).isEqualTo(10 * Timeline.ROWS - 1);
    assertThat(values[values.length - 2]).isEqualTo(10 * Timeline.ROWS - 2);
    assertThat(values[0]).isGreaterThan(2);
  }

  @Test
  void shouldCountWhatComesWithAnEarlierTimeAtTheNewest() {
    add(5_000, 1);
    add(1_000, 1);

    assertThat(timeline.rows().columns().get(column)).containsExactly(2);
    assertThat(timeline.newest()).hasValue(5_000);
  }

  @Test
  void shouldTakeALongPauseForNothing() {
    add(START, 1);
    add(START + Duration.ofDays(400).toMillis(), 1);

    assertThat(timeline.size()).isEqualTo(2);
  }

  @Test
  void shouldGiveWhatIsNewSinceAStretch() {
    for (int i = 0; i < 8; i++) {
      add(i * Timeline.FINEST_MILLIS, i);
    }

    assertThat(timeline.since(6).columns().get(column)).containsExactly(6, 7);
    assertThat(timeline.since(-1).stretches()).hasSize(8);
    assertThat(timeline.since(9).stretches()).isEmpty();
    assertThat(timeline.newestStretch()).hasValue(7);
  }

  @Test
  void shouldHaveNothingInAColumnThatCameLater() {
    for (int i = 0; i < 3 * Timeline.ROWS; i++) {
      add(START + Timeline.FINEST_MILLIS * i, 1);
    }
    int later = timeline.addColumn();
    timeline.plus(later, 7);

    List<double[]> columns = timeline.rows().columns();

    assertThat(columns.get(later)).hasSameSizeAs(columns.get(column));
    assertThat(Arrays.stream(columns.get(later)).sum()).isEqualTo(7);
  }
}
