package dev.tandem.trainer.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PartitionClockTest {
  private static final PartitionClock.Rules RULES =
      PartitionClock.Rules.of(Duration.ofMillis(1000), Duration.ofMillis(500));

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
  void shouldGoOnAlikeAfterBeingRead() throws IOException {
    clock.advance("a", 10);
    clock.advance("b", 20);
    clock.end("c", 30);
    PartitionClock read = copyOf(clock);

    assertThat(read.watermark()).isEqualTo(10);
    read.advance("c", 5);
    read.end("a", 10);
    assertThat(read.watermark()).isEqualTo(20);
    read.end("b", 20);
    assertThat(read.watermark()).isEqualTo(30 + 500);
  }

  private static PartitionClock copyOf(PartitionClock clock) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    clock.write(new DataOutputStream(bytes));
    return PartitionClock.read(
        RULES, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
