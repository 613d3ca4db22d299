package dev.tandem.stream.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.stream.metrics.Metrics;
import dev.tandem.stream.metrics.TestingMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two partitions, expiry a minute. */
class WatermarkWatchTest {
  private static final ClockRules RULES = new ClockRules(60_000, 500, Long.MAX_VALUE);
  private static final long PATIENCE = WatermarkWatch.PATIENCE.toMillis();
  private static final long REPEAT = WatermarkWatch.REPEAT.toMillis();

  private final TestingMetrics registered = new TestingMetrics();
  private final WatermarkWatch watch =
      new WatermarkWatch("t", Duration.ofMinutes(1), new Metrics(registered.operator()));
  private final TreeMap<Integer, PartitionClock> clocks = new TreeMap<>();
  private final PartitionClock first = new PartitionClock(RULES);
  private final PartitionClock second = new PartitionClock(RULES);

  @BeforeEach
  void assign() {
    clocks.put(0, first);
    clocks.put(1, second);
  }

  @Test
  void shouldMeasureHowFarTheSlowestStreamIsBehind() {
    tell(first, "door", 4_000);
    tell(first, "cam", 5_000);
    tell(second, "cam", 7_000);
    look(0);

    assertThat(lag()).isEqualTo(3);
    assertThat(holds("0", "door")).isEqualTo(1);
  }

  @Test
  void shouldFollowWhoHoldsTheWatermark() {
    tell(first, "cam", 5_000);
    tell(second, "cam", 7_000);
    look(0);
    tell(first, "cam", 8_000);
    look(1);

    assertThat(lag()).isEqualTo(1);
    assertThat(holds("0", "cam")).isZero();
    assertThat(holds("1", "cam")).isEqualTo(1);
  }

  @Test
  void shouldBeEndlesslyBehindWhileAPartitionHasSaidNothing() {
    tell(first, "cam", 5_000);
    look(0);

    assertThat(lag()).isInfinite();
    assertThat(holds("1", "none")).isEqualTo(1);
  }

  @Test
  void shouldNotWaitForAnyoneOnceAllHaveEnded() {
    tell(first, "cam", 5_000);
    tell(second, "cam", 7_000);
    look(0);
    first.end("cam", 8_000);
    second.end("cam", 9_000);

    assertThat(look(1)).isEmpty();
    assertThat(look(10 * REPEAT)).isEmpty();
    assertThat(lag()).isZero();
    assertThat(holds("0", "cam")).isZero();
  }

  @Test
  void shouldSayWhatHoldsTheTimeAndWhatToDo() {
    tell(first, "cam", 5_000);
    tell(second, "cam", 5_000);
    look(0);
    tell(second, "cam", 40_000);

    assertThat(look(PATIENCE - 1)).isEmpty();
    assertThat(look(PATIENCE))
        .contains(
            "event time of topic t has stood still for 10 s: partition 0 holds it at 1970-01-01T00:00:05Z, 35000 ms"
                + " behind the furthest record, with stream cam. Others went on: start its feed again or write its"
                + " end mark; a stream that is stream.expiry (60 s) behind is no longer waited for.");
  }

  @Test
  void shouldNotSayThatAStreamHasVanishedWhereOthersHaveLeapt() {
    tell(second, "cam", 5_000);
    tell(first, "cam", 5_000);
    look(0);
    first.advance("door", 5_000 + 90_000);

    assertThat(look(PATIENCE))
        .get()
        .asString()
        .contains("partition 0 holds it at 1970-01-01T00:00:05Z, 90000 ms behind")
        .endsWith(
            "they leapt ahead by more than stream.expiry (60 s), so it is waited for until they have told 60 s more without it.");
  }

  @Test
  void shouldNotRepeatItselfAtOnce() {
    tell(first, "cam", 5_000);
    look(0);

    assertThat(look(PATIENCE)).isPresent();
    assertThat(look(PATIENCE + REPEAT - 1)).isEmpty();
    assertThat(look(PATIENCE + REPEAT)).isPresent();
  }

  @Test
  void shouldBeQuietWhileTimeMoves() {
    tell(second, "cam", 1_000_000_000);
    for (int i = 1; i < 100; i++) {
      tell(first, "cam", i);

      assertThat(look(i * PATIENCE)).isEmpty();
    }
  }

  @Test
  void shouldSayThatAPartitionIsSilent() {
    tell(first, "cam", 5_000);
    look(0);
    tell(first, "cam", 6_000);

    assertThat(look(PATIENCE))
        .contains(
            "event time of topic t has stood still for 10 s: partition 1 has told no time yet. Others went on: a feed"
                + " has to write its marks into every partition.");
  }

  @Test
  void shouldSayThatTheWholeTopicIs() {
    look(0);

    assertThat(look(PATIENCE))
        .contains(
            "event time of topic t has stood still for 10 s: partition 0 has told no time yet. Nothing later was read"
                + " from the topic: its feed is quiet, or reading waits for a topic that is join.max-drift behind.");
  }

  @Test
  void shouldNotComplainBeforeThereArePartitions() {
    clocks.clear();

    assertThat(look(0)).isEmpty();
    assertThat(look(REPEAT)).isEmpty();
  }

  /** Twice, as one record alone tells no time. */
  private static void tell(PartitionClock clock, String stream, long time) {
    clock.advance(stream, time);
    clock.advance(stream, time);
  }

  private Optional<String> look(long now) {
    return watch.look(clocks, now);
  }

  private double lag() {
    return registered.value(JobMetric.WATERMARK_LAG, "t");
  }

  private double holds(String partition, String stream) {
    return registered.value(JobMetric.WATERMARK_HOLDER, "t", partition, stream);
  }
}
