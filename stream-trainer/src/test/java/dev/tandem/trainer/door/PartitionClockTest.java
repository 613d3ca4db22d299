package dev.tandem.trainer.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionClockTest {
  private static final long LEAP = 100_000;
  private static final long FAR = 1_000_000_000;

  private static final PartitionClock.Rules RULES =
      PartitionClock.Rules.of(
          Duration.ofMillis(1000), Duration.ofMillis(500), Duration.ofMillis(LEAP));

  private final PartitionClock clock = new PartitionClock(RULES);

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
    clock.advance("a", 50);
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
    clock.heartbeat("a", 100);

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
  @ValueSource(longs = {-FAR, FAR})
  void shouldBelieveAMarkAtOnce(long mistake) {
    clock.advance("junk", mistake);
    clock.start("a", 50);

    assertThat(clock.watermark()).isEqualTo(50);
  }

  @Test
  void shouldWaitForTheOthersWhereOneStreamLeapsAhead() {
    clock.start("a", 10);
    clock.start("b", 10);
    clock.advance("wrong", 50_000);
    for (int time = 20; time < 3_000; time += 10) {
      clock.advance("wrong", 50_000 + time);
      clock.advance("a", time);
    }

    assertThat(clock.watermark()).isEqualTo(2_990); // b has vanished, by the time of a
    assertThat(clock.isPast("a", 2_991)).isFalse();
    assertThat(clock.ahead()).containsExactly("wrong");
  }

  @Test
  void shouldHaveWhoeverCatchesUp() {
    clock.start("a", 10);
    clock.advance("early", 2_000);
    assertThat(clock.ahead()).containsExactly("early");

    clock.advance("a", 1_000);

    assertThat(clock.ahead()).isEmpty();
    clock.advance("a", 2_500);
    assertThat(clock.watermark()).isEqualTo(2_000);
  }

  @Test
  void shouldGoOnAtOnceAfterAnOutageOfAll() {
    clock.start("a", 10);
    clock.start("b", 10);
    clock.advance("b", 50_000);
    assertThat(clock.watermark()).isEqualTo(10);

    clock.advance("a", 50_100);

    assertThat(clock.watermark()).isEqualTo(50_000);
    assertThat(clock.ahead()).isEmpty();
  }

  @Test
  void shouldForgetWhoStaysSilentWhileAnotherGoesOnAhead() {
    clock.start("gone", 10);
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
    clock.start("a", 10);
    for (long time = 10_000; time < 90_000; time += 2_000) {
      clock.advance("wrong" + time, time);
    }

    assertThat(clock.watermark()).isEqualTo(10);
  }

  @Test
  void shouldFollowWhoIsAheadOnceTheOthersHaveEnded() {
    clock.start("a", 10);
    clock.advance("ahead", 50_000);
    clock.end("a", 20);

    assertThat(clock.watermark()).isEqualTo(50_000);
    assertThat(clock.isAtRest()).isFalse();
  }

  @Test
  void shouldRefuseWhatLiesTooFarAhead() {
    clock.start("a", 10);
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
    clock.start("a", FAR);

    assertThatThrownBy(() -> clock.requireNear("a", 0, false))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessageContaining(" is 11 d behind its partition's time ");
    assertThatThrownBy(() -> clock.requireNear("b", 0, true))
        .isInstanceOf(RejectedRecordException.class);
  }

  @Test
  void shouldRefuseWhatIsFarFromTheEndOfAll() {
    clock.start("a", 10);
    clock.end("a", 20);

    assertThatThrownBy(() -> clock.requireNear("b", FAR, false))
        .isInstanceOf(RejectedRecordException.class);
    clock.requireNear("b", FAR, true);
  }

  /** Anyone may write a start mark, also of a stream that goes on. */
  @Test
  void shouldLetNoStreamBeginFarAheadWhereOneLives() {
    clock.start("a", 10);

    assertThatThrownBy(() -> clock.requireNear("a", FAR, true))
        .isInstanceOf(RejectedRecordException.class);
    assertThatThrownBy(() -> clock.requireNear("b", FAR, true))
        .isInstanceOf(RejectedRecordException.class);
  }

  @Test
  void shouldBelieveWhatGoesOnAheadWhileNobodySpeaks() {
    clock.start("gone", 10);
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
    clock.start("a", 10);
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
    assertThat(read.watermark()).isEqualTo(5_000);
    read.end("ahead", 6_000);
    assertThat(read.watermark()).isEqualTo(6_000 + 500);
  }

  private static PartitionClock copyOf(PartitionClock clock) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      clock.write(new DataOutputStream(bytes));
      return PartitionClock.read(
          RULES, 3, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
