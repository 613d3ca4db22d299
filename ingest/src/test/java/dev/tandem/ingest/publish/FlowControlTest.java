package dev.tandem.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.clip.Placement;
import dev.tandem.ingest.feed.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FlowControlTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final ClipTimes TIMES =
      new ClipTimes(NOW, Placement.every(Duration.ofSeconds(1)), Duration.ofSeconds(1));

  private final TestingTime time = new TestingTime(NOW);
  private final AtomicLong backlog = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final FlowControl trained =
      new TrainedFlow(
          turn -> {
            asked.incrementAndGet();
            return backlog.get();
          },
          100,
          time);

  @Test
  void shouldNeverWaitAtMax() {
    assertThat(FlowControl.max().pause(records(1_000_000))).isZero();
  }

  @Test
  void shouldKeepAMultipleOfRealTime() {
    FlowControl twice = FlowControl.of(Rate.parse("2"), time, () -> turn -> 0);

    assertThat(twice.pause(elapsed(4))).isEqualTo(Duration.ofSeconds(2));
    time.pass(Duration.ofMillis(500));
    assertThat(twice.pause(elapsed(4))).isEqualTo(Duration.ofMillis(1_500));
    time.pass(Duration.ofMillis(1_500));
    assertThat(twice.pause(elapsed(4))).isZero();
  }

  @Test
  void shouldLetAsManyRecordsPassAsTheReaderHasRoomFor() {
    assertThat(trained.pause(records(0))).isZero();
    assertThat(trained.pause(records(49))).isZero();
    assertThat(asked).as("asks again only when half of the room is used").hasValue(1);

    backlog.set(100);
    time.pass(Duration.ofSeconds(1));
    assertThat(trained.pause(records(50))).isPositive();
    assertThat(asked).hasValue(2);
  }

  @Test
  void shouldGoOnOnceTheReaderHasCaughtUpByHalf() {
    backlog.set(100);
    assertThat(trained.pause(records(100))).isPositive();
    backlog.set(60);
    time.pass(Duration.ofSeconds(1));
    assertThat(trained.pause(records(100))).isPositive();
    backlog.set(50);
    time.pass(Duration.ofSeconds(1));
    assertThat(trained.pause(records(100))).isZero();
  }

  private static Turn records(long records) {
    return new Turn(0, 0, records, TIMES);
  }

  private static Turn elapsed(long seconds) {
    return new Turn(0, seconds - 1, 0, TIMES);
  }
}
