package dev.tandem.stream.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.stream.wire.RoundTrip;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionClockTest {
  private static final long LEAP = 100_000;
  private static final long FAR = 1_000_000_000;

  private static final ClockRules RULES =
      ClockRules.of(Duration.ofMillis(1000), Duration.ofMillis(500), Duration.ofMillis(LEAP));

  private PartitionClock clock = new PartitionClock(RULES);

  @Test
  void shouldKnowNoTimeBeforeTheFirstRecord() {
    assertThat(clock.watermark()).isEqualTo(Long.MIN_VALUE);
    assertThat(clock.slowest()).isEmpty();
    assertThat(clock.isPast("a", 0)).isFalse();
  }

  @Test
  void shouldWaitForTheSlowestLiveStream() {
    clock.start("a", 10);
    clock.start("b", 20);
    clock.advance("a", 50);

    assertThat(clock.watermark()).isEqualTo(20);
    assertThat(clock.slowest()).contains("b");
  }

  @Test
  void shouldNotFallWhenARecordIsOlder() {
    clock.advance("a", 50);
    clock.advance("a", 30);

    assertThat(clock.watermark()).isEqualTo(50);
  }

  @Test
  void shouldNotFallWhenAnOlderStreamBegins() {
    begin("a", 50);
    clock.start("b", 30);

    assertThat(clock.watermark()).isEqualTo(50);
    assertThat(clock.slowest()).contains("b");
  }

  @Test
  void shouldBePastByTheStreamsOwnProgress() {
    clock.advance("slow", 10);
    clock.advance("fast", 100);

    assertThat(clock.isPast("fast", 100)).isTrue();
    assertThat(clock.isPast("fast", 101)).isFalse();
    assertThat(clock.isPast("slow", 100)).isFalse();
  }

  @Test
  void shouldBePastByTheWatermarkOfThePartition() {
    clock.start("a", 90);
    clock.advance("a", 100);

    assertThat(clock.isPast("never seen", 100)).isTrue();
    assertThat(clock.isPast("never seen", 101)).isFalse();
  }

  @Test
  void shouldFollowTheOthersWhenOneStreamEnds() {
    clock.advance("a", 10);
    clock.advance("b", 100);
    clock.end("a", 10);

    assertThat(clock.watermark()).isEqualTo(100);
  }

  @Test
  void shouldJumpByTheHorizonWhenAllStreamsHaveEnded() {
    clock.advance("a", 10);
    clock.advance("b", 100);
    clock.end("b", 120);
    assertThat(clock.watermark()).isEqualTo(10);

    clock.end("a", 40);

    assertThat(clock.watermark()).isEqualTo(120 + 500);
    assertThat(clock.slowest()).isEmpty();
  }

  @Test
  void shouldNotBeRevivedByAStragglerOfAnEndedStream() {
    clock.advance("a", 10);
    clock.advance("b", 10);
    clock.end("a", 10);
    clock.advance("a", 11);
    clock.advance("b", 100);

    assertThat(clock.watermark()).isEqualTo(100);
    assertThat(clock.slowest()).contains("b");
  }

  @Test
  void shouldStayPastForAStragglerOfAnEndedStream() {
    clock.advance("b", 10);
    clock.advance("a", 100);
    assertThat(clock.isPast("a", 60)).isTrue();

    clock.end("a", 100);

    assertThat(clock.isPast("a", 60)).isTrue();
    assertThat(clock.isPast("a", 101)).isFalse();
  }

  @Test
  void shouldReviveAStreamThatStartsAgain() {
    clock.advance("a", 10);
    clock.advance("b", 10);
    clock.end("a", 10);
    clock.start("a", 20);
    clock.advance("b", 100);

    assertThat(clock.watermark()).isEqualTo(20);
  }

  @Test
  void shouldKeepTheJumpWhenAStreamStartsBeforeIt() {
    clock.end("a", 100);
    clock.start("b", 200);

    assertThat(clock.watermark()).isEqualTo(600);
    assertThat(clock.isPast("b", 600)).isTrue();
    assertThat(clock.isPast("b", 601)).isFalse();
  }

  @Test
  void shouldForgetAStreamThatVanished() {
    clock.advance("gone", 10);
    clock.advance("a", 1010);
    assertThat(clock.watermark()).isEqualTo(10);

    clock.advance("a", 1011);

    assertThat(clock.watermark()).isEqualTo(1011);
  }

  @Test
  void shouldTellNoTimeBeforeASecondRecordAgreesWithTheFirst() {
    clock.advance("a", 50);
    assertThat(clock.watermark()).isEqualTo(Long.MIN_VALUE);
    assertThat(clock.isPast("b", 50)).isFalse();

    clock.advance("a", 40);

    assertThat(clock.watermark()).isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(longs = {-FAR, FAR})
  void shouldTakeAFirstRecordThatTheNextContradictsForAMistake(long mistake) {
    clock.advance("junk", mistake);
    clock.advance("a", 50);
    clock.advance("a", 60);

    assertThat(clock.watermark()).isEqualTo(60);
    assertThat(clock.slowest()).contains("a");
  }

  @ParameterizedTest
  @ValueSource(longs = {-FAR, -50_000, 50_000, FAR})
  void shouldTakeAFirstMarkThatTheNextContradictsForAMistake(long mistake) {
    clock.start("junk", mistake);
    clock.start("a", 50);
    assertThat(clock.watermark()).isEqualTo(Long.MIN_VALUE);
    clock.requireNear("a", 60, false);
    clock.advance("a", 60);

    assertThat(clock.watermark()).isEqualTo(60);
    assertThat(clock.slowest()).contains("a");
  }

  @ParameterizedTest
  @ValueSource(longs = {-FAR, -50_000, 50_000, FAR})
  void shouldForgetAMistakeOfItsOwnStream(long mistake) {
    clock.start("a", 50);
    clock.advance("a", mistake);
    clock.advance("a", 60);

    assertThat(clock.watermark()).isEqualTo(60);
    assertThat(clock.isPast("a", 61)).isFalse();
  }

  /** Or all of the other topics would be read meanwhile. */
  @Test
  void shouldHoldThoseWhoReadOthersWhereItWasOnlyAnnounced() {
    clock.start("a", 50);
    assertThat(clock.reached(OptionalLong.empty())).isEqualTo(50);
    assertThat(clock.reached(OptionalLong.of(10))).isEqualTo(10);
    assertThat(clock.watermark()).isEqualTo(Long.MIN_VALUE);

    clock.start("b", -FAR);
    clock.advance("b", -FAR);

    assertThat(clock.reached(OptionalLong.empty())).isEqualTo(-FAR);
  }

  /** A producer without marks may say little. */
  @Test
  void shouldGoByThreeRecordsInOrderThatAreFarApart() {
    clock.advance("a", 10);
    clock.advance("b", 5_010);
    assertThat(clock.watermark()).isEqualTo(Long.MIN_VALUE);
    clock = copyOf(clock);

    clock.advance("c", 10_010);

    assertThat(clock.watermark()).isEqualTo(10_010);
  }

  @Test
  void shouldStayWithWhoIsAheadWhereTheLastOneHereLeapsFurther() {
    begin("a", 10);
    clock.advance("b", 2_000);
    clock.advance("a", 50_000);

    assertThat(clock.watermark()).isEqualTo(2_000);
    assertThat(clock.slowest()).contains("b");
    assertThat(clock.ahead()).contains("a");
  }

  @Test
  void shouldStayWithWhoIsAheadWhereANewOneIsFurther() {
    begin("a", 10);
    clock.advance("b", 2_000);
    clock.end("a", 20);
    clock.start("wrong", 50_000);

    assertThat(clock.slowest()).contains("b");
    assertThat(clock.ahead()).contains("wrong");
  }

  @Test
  void shouldAgreeOnTwoStreamsThatAreFarApart() {
    begin("a", 10);
    clock.start("b", 5_000);
    clock.advance("a", 20);
    clock.advance("b", 5_010);
    clock.advance("a", 30);

    assertThat(clock.watermark()).isEqualTo(30);
    assertThat(clock.ahead()).contains("b");
  }

  @Test
  void shouldWaitForTheOthersWhereOneStreamLeapsAhead() {
    begin("a", 10);
    clock.start("b", 10);
    clock.advance("wrong", 50_000);
    for (int time = 20; time < 3_000; time += 10) {
      clock.advance("wrong", 50_000 + time);
      clock.advance("a", time);
    }

    assertThat(clock.watermark()).isEqualTo(2_990); // b has vanished, by the time of a
    assertThat(clock.isPast("a", 2_991)).isFalse();
    assertThat(clock.ahead()).contains("wrong");
  }

  @Test
  void shouldHaveWhoeverCatchesUp() {
    begin("a", 10);
    clock.advance("a", 10);
    clock.advance("early", 2_000);
    assertThat(clock.ahead()).contains("early");

    clock.advance("a", 1_000);

    assertThat(clock.ahead()).isEmpty();
    clock.advance("a", 2_500);
    assertThat(clock.watermark()).isEqualTo(2_000);
  }

  @Test
  void shouldGoOnAtOnceAfterAnOutageOfAll() {
    begin("a", 10);
    clock.start("b", 10);
    clock.advance("b", 50_000);
    assertThat(clock.watermark()).isEqualTo(10);

    clock.advance("a", 50_100);

    assertThat(clock.watermark()).isEqualTo(50_000);
    assertThat(clock.ahead()).isEmpty();
  }

  @Test
  void shouldForgetWhoStaysSilentWhileAnotherGoesOnAhead() {
    begin("gone", 10);
    for (long time = 50_000; time <= 51_000; time += 100) {
      clock.advance("a", time);
    }
    assertThat(clock.watermark()).isEqualTo(10);

    clock.advance("a", 51_001);

    assertThat(clock.watermark()).isEqualTo(51_001);
    assertThat(clock.slowest()).contains("a");
  }

  @Test
  void shouldNotAddUpLeapsToDifferentPlaces() {
    begin("a", 10);
    for (long time = 10_000; time < 90_000; time += 2_000) {
      clock.advance("wrong" + time, time);
    }

    assertThat(clock.watermark()).isEqualTo(10);
  }

  /** The first to get through does not make the other vanish, nor the other way about. */
  @ParameterizedTest
  @ValueSource(longs = {10_000, 2 * LEAP})
  void shouldGoOnWithTheEarlierOfTwoThatComeFromAhead(long far) {
    begin("gone", 10);
    long time = far;
    while (clock.watermark() == 10 && time < far + 20_000) {
      tell("later", time + 5_000);
      tell("earlier", time);
      time += 100;
    }
    assertThat(clock.slowest()).contains("earlier");
    assertThat(clock.watermark()).isBetween(far, time);
    assertThat(clock.isPast("later", time + 5_000)).isFalse();

    while (clock.watermark() < far + 9_000 && time < far + 20_000) {
      tell("earlier", time);
      tell("later", far + 15_000);
      time += 100;
    }
    assertThat(clock.slowest()).contains("earlier");
  }

  @Test
  void shouldGoOnWithTheOneThatIsLeftAhead() {
    begin("gone", 10);
    clock.advance("once", 10_000);
    clock.advance("earlier", 20_000);
    clock.advance("earlier", 20_100);
    for (long time = 30_000; time <= 32_300; time += 100) {
      clock.advance("later", time);
    }

    assertThat(clock.slowest()).contains("later");
    assertThat(clock.watermark()).isEqualTo(32_300);
  }

  /** Junk of many times cannot drive out a stream that goes on. */
  @Test
  void shouldBelieveWhatGoesOnAmongJunk() {
    begin("gone", 10);
    Random random = new Random(1);
    long time = FAR;
    while (clock.watermark() == 10 && time < FAR + 10_000) {
      for (int i = 0; i < 40; i++) {
        tell("junk" + i, 2 * FAR + random.nextInt((int) FAR));
      }
      tell("a", time);
      time += 50;
    }

    assertThat(clock.watermark()).isBetween(FAR + 1_000, FAR + 1_100);
  }

  @Test
  void shouldFollowWhoIsAheadOnceTheOthersHaveEnded() {
    begin("a", 10);
    clock.advance("ahead", 50_000);
    clock.end("a", 20);
    assertThat(clock.watermark()).isEqualTo(20 + 500);
    assertThat(clock.isAtRest()).isFalse();

    clock.advance("ahead", 50_010);

    assertThat(clock.watermark()).isEqualTo(50_010);
  }

  /** One wrong clock makes nobody late, also where the others end and begin again. */
  @Test
  void shouldGoOnWithWhoBeginsAfterTheOthersHaveEnded() {
    begin("a", 10);
    clock.advance("wrong", 50_000);
    clock.end("a", 20);
    clock.start("a", 600);
    clock.advance("a", 700);

    assertThat(clock.watermark()).isEqualTo(700);
    assertThat(clock.ahead()).contains("wrong");
  }

  @Test
  void shouldNotFollowTheEndOfWhoIsAheadOfOthers() {
    begin("a", 10);
    clock.advance("ahead", 50_000);
    clock.end("ahead", 50_100);
    clock.end("a", 20);
    assertThat(clock.watermark()).isEqualTo(20 + 500);
    assertThat(clock.isAtRest()).isTrue();
    assertThatThrownBy(() -> clock.requireNear("b", LEAP + 21, false))
        .isInstanceOf(FarOffRecordException.class);

    begin("b", 60_000);

    assertThat(clock.watermark()).isEqualTo(60_000);
  }

  @Test
  void shouldFollowTheEndOfWhoIsLeftAhead() {
    begin("a", 10);
    clock.advance("ahead", 50_000);
    clock.end("a", 20);
    clock.end("ahead", 50_100);

    assertThat(clock.watermark()).isEqualTo(50_100 + 500);
    assertThat(clock.isAtRest()).isTrue();
  }

  /** A partition in which a stream has no record hears of it by its end alone. */
  @Test
  void shouldFollowTheEndOfAStreamThatWasNeverSeen() {
    clock.end("a", 10);
    clock.end("b", 50_000);

    assertThat(clock.watermark()).isEqualTo(50_000 + 500);
  }

  @Test
  void shouldRefuseWhatLiesTooFarAhead() {
    begin("a", 10);
    clock.requireNear("b", 10 + LEAP, false);

    assertThatThrownBy(() -> clock.requireNear("b", 11 + LEAP, false))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessage(
            "the record's time 1970-01-01T00:01:40.011Z is 1 min ahead of its partition's time"
                + " 1970-01-01T00:00:00.010Z; stream.max-leap is 100s. Mend the clock of stream b, or raise the"
                + " setting");
  }

  @Test
  void shouldRefuseWhatLiesTooFarBehind() {
    begin("a", FAR);

    assertThatThrownBy(() -> clock.requireNear("a", 0, false))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessageContaining(" is 11 d behind its partition's time ");
    assertThatThrownBy(() -> clock.requireNear("b", 0, true))
        .isInstanceOf(RejectedRecordException.class);
  }

  @Test
  void shouldRefuseWhatIsFarFromTheEndOfAll() {
    begin("a", 10);
    clock.end("a", 20);

    assertThatThrownBy(() -> clock.requireNear("b", FAR, false))
        .isInstanceOf(RejectedRecordException.class);
    clock.requireNear("b", FAR, true);
  }

  /** Anyone may write a start mark, also of a stream that goes on. */
  @Test
  void shouldLetNoStreamBeginFarAheadWhereOneLives() {
    begin("a", 10);

    assertThatThrownBy(() -> clock.requireNear("a", FAR, true))
        .isInstanceOf(RejectedRecordException.class);
    assertThatThrownBy(() -> clock.requireNear("b", FAR, true))
        .isInstanceOf(RejectedRecordException.class);
  }

  @Test
  void shouldBelieveWhatGoesOnAheadWhileNobodySpeaks() {
    begin("gone", 10);
    for (long time = FAR; time <= FAR + 1_000; time += 100) {
      long told = time;
      assertThatThrownBy(() -> clock.requireNear("a", told, false))
          .isInstanceOf(RejectedRecordException.class);
    }
    clock.requireNear("a", FAR + 1_001, false);
    clock.advance("a", FAR + 1_001);

    assertThat(clock.watermark()).isEqualTo(FAR + 1_001);
  }

  @Test
  void shouldNeverBelieveItWhileSomebodySpeaks() {
    begin("a", 10);
    for (long time = 0; time <= 20_000; time += 100) {
      long told = FAR + time;
      assertThatThrownBy(() -> clock.requireNear("wrong", told, true))
          .isInstanceOf(RejectedRecordException.class);
      clock.advance("a", 10 + time);
    }

    assertThat(clock.watermark()).isEqualTo(20_010);
  }

  /** Whoever looks at every stream at every record comes to the same. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 40})
  void shouldTellTheTimeThatEveryStreamTogetherTells(int streams) {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      PartitionClock indexed = new PartitionClock(RULES);
      LinearClock linear = new LinearClock(RULES);
      indexed.start("s0", 0);
      indexed.advance("s0", 0);
      linear.start("s0", 0);
      long now = 0;
      for (int i = 0; i < 500; i++) {
        now += random.nextInt(60);
        String stream = "s" + random.nextInt(streams);
        long time = now - random.nextInt(random.nextInt(8) == 0 ? 2_000 : 300);
        int draw = random.nextInt(40);
        if (draw == 0) {
          indexed.end(stream, time);
          linear.end(stream, time);
        } else if (draw < 4) {
          indexed.start(stream, time);
          linear.start(stream, time);
        } else {
          indexed.advance(stream, time);
          linear.advance(stream, time);
        }

        assertThat(indexed.watermark()).isEqualTo(linear.watermark());
        assertThat(indexed.furthest()).isEqualTo(linear.furthest());
        long deadline = now - random.nextInt(2_000);
        assertThat(indexed.isPast(stream, deadline)).isEqualTo(linear.isPast(stream, deadline));
        if (i % 50 == 0) {
          indexed = copyOf(indexed);
        }
      }
    }
  }

  @Test
  void shouldGoOnAlikeAfterBeingRead() {
    clock.advance("a", 10);
    clock.advance("b", 20);
    clock.end("c", 30);
    clock.advance("ahead", 5_000);
    PartitionClock read = copyOf(clock);

    assertThat(read.watermark()).isEqualTo(10);
    read.advance("c", 5);
    read.end("a", 10);
    assertThat(read.watermark()).isEqualTo(20);
    read.end("b", 20);
    assertThat(read.watermark()).isEqualTo(30 + 500);
    read.end("ahead", 6_000);
    assertThat(read.watermark()).isEqualTo(6_000 + 500);
  }

  private void begin(String stream, long time) {
    clock.start(stream, time);
    clock.advance(stream, time);
  }

  /** As a door does. */
  private void tell(String stream, long time) {
    try {
      clock.requireNear(stream, time, false);
    } catch (FarOffRecordException e) {
      return;
    }
    clock.advance(stream, time);
  }

  /** Written and read as in a checkpoint. */
  private static PartitionClock copyOf(PartitionClock clock) {
    ClockState state =
        new ClockState(List.of(new ClockState.Part("audio", 0, true, clock.snapshot())));
    ClockState read = RoundTrip.of(ClockState.TYPE.serializer(), state);
    return PartitionClock.of(RULES, read.parts().get(0).clock());
  }
}
