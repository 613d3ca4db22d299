package dev.tandem.stream.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.stream.wire.RoundTrip;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A partition's time where gateways speak for streams. */
class GatewayClockTest {
  private static final ClockRules RULES = new ClockRules(1_000, 500, 100_000);

  private PartitionClock clock = new PartitionClock(RULES);

  @Test
  void shouldMoveByTheMarksOfAGatewayAlone() {
    clock.start("hall", 10);
    clock.hear("hall", 60);
    clock.hear("hall", 90);
    assertThat(clock.watermark()).isEqualTo(10);
    assertThat(clock.isPast("hall", 90)).isFalse();

    clock.heartbeat("hall", 80);

    assertThat(clock.watermark()).isEqualTo(80);
    assertThat(clock.isPast("hall", 80)).isTrue();
    assertThat(clock.isPast("hall", 90)).isFalse();
  }

  @Test
  void shouldWaitForTheSlowestOfGatewaysAndStreams() {
    clock.start("hall", 10);
    clock.start("yard", 20);
    clock.advance("alone", 30);
    clock.heartbeat("hall", 40);
    assertThat(clock.slowest()).contains("yard");

    clock.heartbeat("yard", 50);

    assertThat(clock.watermark()).isEqualTo(30);
    assertThat(clock.slowest()).contains("alone");
  }

  /** Whoever begins to read in the middle of a log meets no start mark. */
  @Test
  void shouldBeginAGatewayWithItsFirstRecord() {
    clock.hear("hall", 50);
    assertThat(clock.watermark()).isEqualTo(Long.MIN_VALUE);
    clock.hear("hall", 70);
    clock.hear("hall", 90);
    assertThat(clock.watermark()).isEqualTo(50);

    clock.heartbeat("hall", 80);

    assertThat(clock.watermark()).isEqualTo(80);
  }

  /** A partition tells no time before two records agree, be one of them a mark or not. */
  @ParameterizedTest
  @ValueSource(longs = {-1_000_000_000, -50_000, 50_000, 1_000_000_000})
  void shouldTakeAFirstMarkThatRecordsContradictForAMistake(long mistake) {
    clock.start("hall", mistake);
    clock.hear("hall", 50);
    assertThat(clock.watermark()).isEqualTo(Long.MIN_VALUE);
    clock.hear("hall", 60);

    assertThat(clock.watermark()).isEqualTo(60);
  }

  @Test
  void shouldNotMoveByAWrongClockAmongItsStreams() {
    clock.start("hall", 10);
    clock.hear("hall", 10);
    for (int time = 20; time < 3_000; time += 10) {
      clock.hear("hall", 50_000 + time);
      clock.heartbeat("hall", time);
    }

    assertThat(clock.watermark()).isEqualTo(2_990);
    assertThat(clock.ahead()).isEmpty();
    assertThat(clock.furthest()).isEqualTo(52_990);
  }

  @Test
  void shouldEndItsStreamsTogether() {
    clock.start("hall", 10);
    clock.hear("hall", 70);
    clock.end("hall", 80);
    assertThat(clock.watermark()).isEqualTo(80 + 500);
    assertThat(clock.isAtRest()).isTrue();

    clock.hear("hall", 75);

    assertThat(clock.isAtRest()).as("after a straggler").isTrue();
    assertThat(clock.isPast("hall", 80)).isTrue();
  }

  @Test
  void shouldForgetAGatewayThatVanished() {
    clock.start("gone", 10);
    clock.start("hall", 10);
    for (int time = 100; time <= 1_100; time += 100) {
      clock.hear("hall", time);
      clock.heartbeat("hall", time);
    }

    assertThat(clock.watermark()).isEqualTo(1_100);
  }

  /** Streams that write their own marks, whenever the gateway would, are never behind it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 20})
  void shouldBeAsFarAsWhereEveryStreamHasItsOwnMarks(int streams) {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      int gateways = 1 + random.nextInt(3);
      clock = new PartitionClock(RULES);
      PartitionClock each = new PartitionClock(RULES);
      long[] told = new long[gateways];
      for (int g = 0; g < gateways; g++) {
        clock.start("g" + g, 0);
        clock.hear("g" + g, 0);
        for (int s = 0; s < streams; s++) {
          each.start(stream(g, s), 0);
        }
      }
      long now = 0;
      for (int i = 0; i < 500; i++) {
        now += random.nextInt(30);
        int g = random.nextInt(gateways);
        if (random.nextInt(6) == 0) {
          told[g] = Math.max(told[g], now - random.nextInt(200));
          mark(each, g, streams, told[g]);
          clock.heartbeat("g" + g, told[g]);
        } else {
          long time = Math.max(told[g], now - random.nextInt(100));
          each.advance(stream(g, random.nextInt(streams)), time);
          clock.hear("g" + g, time);
        }
        assertThat(clock.watermark()).isLessThanOrEqualTo(each.watermark());
        assertThat(clock.furthest()).isEqualTo(each.furthest());
        if (i % 50 == 0) {
          clock = copyOf(clock);
          for (int all = 0; all < gateways; all++) {
            told[all] = now;
            mark(each, all, streams, now);
            clock.hear("g" + all, now);
            clock.heartbeat("g" + all, now);
          }
          assertThat(clock.watermark()).isEqualTo(each.watermark()).isEqualTo(now);
        }
      }
    }
  }

  private static String stream(int gateway, int number) {
    return "g%d-s%d".formatted(gateway, number);
  }

  private static void mark(PartitionClock each, int gateway, int streams, long time) {
    for (int s = 0; s < streams; s++) {
      each.heartbeat(stream(gateway, s), time);
    }
  }

  private static PartitionClock copyOf(PartitionClock clock) {
    ClockState state =
        new ClockState(List.of(new ClockState.Part("audio", 0, true, clock.snapshot())));
    ClockState read = RoundTrip.of(ClockState.TYPE.serializer(), state);
    return PartitionClock.of(RULES, read.parts().get(0).clock());
  }
}
